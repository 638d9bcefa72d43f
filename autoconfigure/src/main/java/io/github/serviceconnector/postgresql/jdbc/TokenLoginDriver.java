package io.github.serviceconnector.postgresql.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;

import io.github.serviceconnector.postgresql.identity.AccessToken;
import io.github.serviceconnector.postgresql.identity.TokenCache;
import io.github.serviceconnector.postgresql.identity.TokenCaches;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
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

	// Longer than a token may take, and shorter than a person waits for
	private static final Duration DEFAULT_LOGIN_TIMEOUT = Duration.ofMinutes(1);

	private static final String LOGIN_TIMEOUT = PGProperty.LOGIN_TIMEOUT.getName();

	static {
		try {
			// Behind PostgreSQL's own: Hikari warns of a driver that is not registered
			DriverManager.registerDriver(new TokenLoginDriver());
		}
		catch (SQLException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final Duration loginTimeout;

	/**
	 * Creates the driver; called by pools.
	 */
	public TokenLoginDriver() {
		this(DEFAULT_LOGIN_TIMEOUT);
	}

	TokenLoginDriver(Duration loginTimeout) {
		this.loginTimeout = loginTimeout;
	}

	@Override
	public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
		TokenLogin login = TokenLogins.find(parameters(url));
		if (login == null) {
			return logIn(url, info);
		}
		try {
			Connection connection = logIn(url, bounded(info));
			login.report().succeeded();
			return connection;
		}
		catch (SQLException ex) {
			login.report().failed(ex);
			throw ex;
		}
	}

	// A limit in the URL stands above this one. The pool's is DriverManager's, which the
	// driver itself passes over
	private @Nullable Properties bounded(@Nullable Properties info) {
		if (info != null && info.getProperty(LOGIN_TIMEOUT) != null) {
			return info;
		}
		int ofPool = DriverManager.getLoginTimeout();
		Duration limit = (ofPool > 0) ? Duration.ofSeconds(ofPool) : this.loginTimeout;
		Properties bounded = new Properties(info);
		bounded.setProperty(LOGIN_TIMEOUT, String.valueOf(limit.toMillis() / 1000d));
		return bounded;
	}

	private @Nullable Connection logIn(String url, @Nullable Properties info) throws SQLException {
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

	// What the plugin throws itself has the same states, and no message of the server;
	// whom pg_hba.conf turns away was not asked for a token
	private static boolean isRefusal(SQLException ex) {
		return REFUSED.contains(ex.getSQLState()) && ex instanceof PSQLException exception
				&& exception.getServerErrorMessage() != null
				&& !String.valueOf(ex.getMessage()).contains("pg_hba.conf");
	}

	private static @Nullable TokenCache cache(String url) {
		return TokenCaches.find(parameters(url).getProperty(TokenAuthenticationPlugin.HANDLE_PARAMETER, ""));
	}

	private static Properties parameters(String url) {
		Properties parameters = parseURL(url, null);
		return (parameters != null) ? parameters : new Properties();
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
