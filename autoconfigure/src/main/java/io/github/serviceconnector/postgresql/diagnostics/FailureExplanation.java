package io.github.serviceconnector.postgresql.diagnostics;

import java.util.List;

import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.identity.TokenException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * What a person is told of a failure, at the start of an application and elsewhere.
 *
 * @param problem what happened
 * @param action what to do, an imperative sentence or two
 */
public record FailureExplanation(String problem, String action) {

	/**
	 * Explains a failure.
	 * @param failure what was thrown
	 * @param login the login that it belongs to
	 * @return the explanation, {@code null} for a failure that is not known
	 */
	public static @Nullable FailureExplanation of(Throwable failure, Decision.Login login) {
		CauseChain chain = CauseChain.of(failure);
		for (Throwable link : chain.links()) {
			if (link instanceof InvalidSettingException invalid) {
				return of(invalid);
			}
			if (link instanceof TokenException token) {
				return new FailureExplanation(String.valueOf(token.getMessage()), token.getAction());
			}
		}
		DatabaseFailure known = DatabaseFailure.of(chain);
		return (known != null) ? known.explain(login, chain) : null;
	}

	/**
	 * Explains a binding that cannot work.
	 * @param invalid what is wrong with it
	 * @return the explanation
	 */
	public static FailureExplanation of(InvalidSettingException invalid) {
		return new FailureExplanation(String.valueOf(invalid.getMessage()), invalid.getAction());
	}

	/**
	 * Explains a role that lacks a privilege.
	 * @param login the login of the role
	 * @param schema the schema that it may not use, as SQL writes it
	 * @return the explanation
	 */
	public static FailureExplanation noGrantOnSchema(Decision.Login login, String schema) {
		return DatabaseFailure.NO_GRANT_ON_SCHEMA.explain(login, new CauseChain(List.of()), schema);
	}

	FailureAnalysis analysis(Throwable cause) {
		return new FailureAnalysis(this.problem, this.action, cause);
	}

}
