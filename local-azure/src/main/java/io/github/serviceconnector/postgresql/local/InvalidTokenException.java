package io.github.serviceconnector.postgresql.local;

/**
 * Says why a token opens nothing, without quoting it.
 */
final class InvalidTokenException extends Exception {

	InvalidTokenException(String message) {
		super(message);
	}

}
