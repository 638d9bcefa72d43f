package io.github.serviceconnector.postgresql.diagnostics;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.identity.TokenException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * What a person is told of a failure.
 *
 * @param problem what happened
 * @param action what to do, an imperative sentence or two
 */
record FailureExplanation(String problem, String action) {

	static @Nullable FailureExplanation of(Throwable failure, Decision.Login login) {
		CauseChain chain = CauseChain.of(failure);
		TokenException token = chain.tokenFailure();
		if (token != null) {
			return new FailureExplanation(String.valueOf(token.getMessage()), token.getAction());
		}
		DatabaseFailure known = DatabaseFailure.of(chain);
		return (known != null) ? known.explain(login, chain) : null;
	}

	FailureAnalysis analysis(Throwable cause) {
		return new FailureAnalysis(this.problem, this.action, cause);
	}

}
