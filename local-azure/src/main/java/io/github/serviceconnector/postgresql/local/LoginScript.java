package io.github.serviceconnector.postgresql.local;

import org.jspecify.annotations.Nullable;

/**
 * What a test asked of the next logins.
 *
 * @param behavior how the server treats the client
 * @param refusal error that answers every password, {@code null} for what the password
 * deserves
 */
record LoginScript(ServerBehavior behavior, @Nullable Refusal refusal) {

	static final LoginScript NONE = new LoginScript(ServerBehavior.AZURE, null);

	/**
	 * An error of the server.
	 *
	 * @param sqlState its code
	 * @param message its text
	 */
	record Refusal(String sqlState, String message) {
	}

}
