package io.github.serviceconnector.postgresql.doctor;

import io.github.serviceconnector.postgresql.diagnostics.FailureExplanation;

/**
 * Thrown by a check that knows itself what is wrong.
 */
final class CheckFailedException extends Exception {

	private final transient FailureExplanation explanation;

	CheckFailedException(FailureExplanation explanation) {
		super(explanation.problem());
		this.explanation = explanation;
	}

	CheckFailedException(FailureExplanation explanation, Throwable cause) {
		super(explanation.problem(), cause);
		this.explanation = explanation;
	}

	FailureExplanation explanation() {
		return this.explanation;
	}

}
