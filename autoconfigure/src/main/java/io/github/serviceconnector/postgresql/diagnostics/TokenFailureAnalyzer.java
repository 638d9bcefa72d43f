package io.github.serviceconnector.postgresql.diagnostics;

import io.github.serviceconnector.postgresql.identity.TokenException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a token that could not be had.
 */
final class TokenFailureAnalyzer extends AbstractFailureAnalyzer<TokenException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, TokenException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.getAction(), cause);
	}

}
