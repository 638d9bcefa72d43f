package io.github.serviceconnector.postgresql.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;

import io.github.serviceconnector.postgresql.identity.AccessToken;
import io.github.serviceconnector.postgresql.identity.TokenCache;
import io.github.serviceconnector.postgresql.identity.TokenCaches;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * PostgreSQL's driver, which tries a login once more with a new token where the server
 * refused one from the cache, and says of a failed login whom the token names. Pools make
 * it by class name.
 */
public final class TokenLoginDriver extends Driver {

	// invalid_password and invalid_authorization_specification
	private static final Set<String> REFUSED = Set.of("28P01", "28000");

	static {
		try {
			// Behind PostgreSQL's own: Hikari warns of a driver that is not registered
			DriverManager.registerDriver(new TokenLoginDriver());
		}
		catch (SQLException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	@Override
	public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
		try {
			return super.connect(url, info);
		}
		catch (SQLException ex) {
			TokenCache cache = isRefusal(ex) ? cache(url) : null;
			AccessToken token = (cache != null) ? cache.current().orElse(null) : null;
			if (cache == null || token == null) {
				throw ex;
			}
			return retry(cache, token, url, info, ex);
		}
	}

	private @Nullable Connection retry(TokenCache cache, AccessToken refused, String url, @Nullable Properties info,
			SQLException failure) throws SQLException {
		if (!cache.reject(refused)) {
			throw explained(failure, refused, info);
		}
		try {
			return super.connect(url, info);
		}
		catch (SQLException ex) {
			ex.addSuppressed(failure);
			throw explained(ex, cache.current().orElse(refused), info);
		}
	}

	// What the plugin throws itself has the same states, and no message of the server
	private static boolean isRefusal(SQLException ex) {
		return REFUSED.contains(ex.getSQLState()) && ex instanceof PSQLException exception
				&& exception.getServerErrorMessage() != null;
	}

	private static @Nullable TokenCache cache(String url) {
		Properties properties = parseURL(url, null);
		return (properties != null)
				? TokenCaches.find(properties.getProperty(TokenAuthenticationPlugin.HANDLE_PARAMETER, "")) : null;
	}

	private static SQLException explained(SQLException failure, AccessToken token, @Nullable Properties info) {
		if (!isRefusal(failure)) {
			return failure;
		}
		String role = (info != null) ? info.getProperty("user", "") : "";
		return new PSQLException(failure.getMessage() + " " + RoleRefusal.explain(role, token), state(failure),
				failure);
	}

	private static PSQLState state(SQLException failure) {
		return "28P01".equals(failure.getSQLState()) ? PSQLState.INVALID_PASSWORD
				: PSQLState.INVALID_AUTHORIZATION_SPECIFICATION;
	}

}
