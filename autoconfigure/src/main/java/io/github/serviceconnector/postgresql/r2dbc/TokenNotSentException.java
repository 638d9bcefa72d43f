package io.github.serviceconnector.postgresql.r2dbc;

import io.r2dbc.spi.R2dbcPermissionDeniedException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the server asks for something else than a password in clear text.
 */
final class TokenNotSentException extends R2dbcPermissionDeniedException {

	TokenNotSentException(String asked, @Nullable Throwable cause) {
		super("The server asks for " + asked + ", and a token is only sent in answer to a clear-text password request. "
				+ "The role is one with a password of its own, or the server does not use Microsoft Entra "
				+ "authentication.", "28000", cause);
	}

}
