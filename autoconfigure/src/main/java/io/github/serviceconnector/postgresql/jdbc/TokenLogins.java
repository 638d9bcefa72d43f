package io.github.serviceconnector.postgresql.jdbc;

import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The logins of open contexts, by a handle in their URL: the driver makes its parts by
 * class name and gives them nothing but its properties.
 */
final class TokenLogins {

	static final String HANDLE_PARAMETER = "serviceconnectorLogin";

	private static final Map<String, TokenLogin> LOGINS = new ConcurrentHashMap<>();

	private TokenLogins() {
	}

	static String newHandle() {
		return UUID.randomUUID().toString();
	}

	static void add(TokenLogin login) {
		LOGINS.put(login.handle(), login);
	}

	static void remove(TokenLogin login) {
		LOGINS.remove(login.handle());
	}

	static @Nullable TokenLogin find(Properties properties) {
		return LOGINS.get(properties.getProperty(HANDLE_PARAMETER, ""));
	}

}
