package io.github.serviceconnector.postgresql.local;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the stand-in cannot start, or cannot do what it was asked for.
 */
public class LocalAzureException extends RuntimeException {

	LocalAzureException(String message) {
		super(message);
	}

	LocalAzureException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
