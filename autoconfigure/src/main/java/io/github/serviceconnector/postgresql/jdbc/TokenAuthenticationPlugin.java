package io.github.serviceconnector.postgresql.jdbc;

import java.util.Properties;

import io.github.serviceconnector.postgresql.identity.TokenCache;
import io.github.serviceconnector.postgresql.identity.TokenCaches;
import io.github.serviceconnector.postgresql.identity.TokenException;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Answers the server's request for a clear-text password with a token, and no other
 * request. The driver makes one for each login, by class name.
 */
public final class TokenAuthenticationPlugin implements AuthenticationPlugin {

	static final String HANDLE_PARAMETER = "serviceconnectorToken";

	private final String handle;

	/**
	 * Creates the plugin; called by the driver.
	 * @param properties the connection's properties
	 */
	public TokenAuthenticationPlugin(Properties properties) {
		this.handle = properties.getProperty(HANDLE_PARAMETER, "");
	}

	/**
	 * Returns the token.
	 * @return a copy, since the driver wipes what it gets
	 * @throws PSQLException if the server asks for something else than a clear-text
	 * password, or if there is no token; the message says why
	 */
	@Override
	public char[] getPassword(AuthenticationRequestType type) throws PSQLException {
		if (type != AuthenticationRequestType.CLEARTEXT_PASSWORD) {
			throw new PSQLException("The server asks for " + type + ", and a token is only sent in answer to a "
					+ "clear-text password request. The role is one with a password of its own, or the server does "
					+ "not use Microsoft Entra authentication.", PSQLState.INVALID_AUTHORIZATION_SPECIFICATION);
		}
		if (this.handle.isEmpty()) {
			throw new PSQLException(
					"The URL's parameter '" + HANDLE_PARAMETER + "' did not reach the driver. A "
							+ "PGSimpleDataSource drops it: give the URL to a pool's JDBC URL or to DriverManager.",
					PSQLState.INVALID_PARAMETER_VALUE);
		}
		TokenCache cache = TokenCaches.find(this.handle);
		if (cache == null) {
			throw new PSQLException("The application context that this connection belongs to is closed.",
					PSQLState.CONNECTION_UNABLE_TO_CONNECT);
		}
		try {
			return cache.token().value().toCharArray();
		}
		catch (TokenException ex) {
			throw new PSQLException(ex.getMessage() + " " + ex.getAction(),
					PSQLState.INVALID_AUTHORIZATION_SPECIFICATION, ex);
		}
	}

}
