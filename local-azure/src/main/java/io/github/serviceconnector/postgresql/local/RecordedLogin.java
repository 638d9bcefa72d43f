package io.github.serviceconnector.postgresql.local;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What the server saw of one login; never the token.
 *
 * @param time when the connection was accepted
 * @param role role that was asked for, empty when the client left before it said so
 * @param database database that was asked for, empty when the client left before it said
 * so
 * @param tlsProtocol version of TLS, such as {@code TLSv1.3}, {@code null} without TLS
 * @param passwordReceived whether the client answered the request for a password
 * @param outcome how the login ended
 * @param sqlState error code that was sent, {@code null} when none was
 * @param reason why the login was not accepted, in more words than the client was given
 * @param applicationName name that the client gave itself
 */
public record RecordedLogin(Instant time, String role, String database, @Nullable String tlsProtocol,
		boolean passwordReceived, Outcome outcome, @Nullable String sqlState, @Nullable String reason,
		@Nullable String applicationName) {

	/**
	 * How a login ended.
	 */
	public enum Outcome {

		/** The client was let in. */
		ACCEPTED,

		/** The server refused. */
		REJECTED,

		/** The client left before it was let in or refused. */
		ABANDONED

	}

}
