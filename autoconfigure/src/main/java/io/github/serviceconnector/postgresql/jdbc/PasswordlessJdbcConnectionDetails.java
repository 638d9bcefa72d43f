package io.github.serviceconnector.postgresql.jdbc;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The details that Boot makes its pool from: the binding's URL, which leads the driver to
 * the token and to the server's certificate, and never a password.
 */
final class PasswordlessJdbcConnectionDetails implements JdbcConnectionDetails, AutoCloseable {

	private final TokenLogin login;

	private final String jdbcUrl;

	PasswordlessJdbcConnectionDetails(TokenLogin login) {
		this.login = login;
		Map<String, @Nullable String> parameters = new LinkedHashMap<>(login.tls().parameters());
		parameters.put("authenticationPluginClassName", TokenAuthenticationPlugin.class.getName());
		parameters.put(TokenAuthenticationPlugin.HANDLE_PARAMETER, login.lease().handle());
		parameters.put(TokenLogins.HANDLE_PARAMETER, login.handle());
		// A server that lets the role in without asking, or asks otherwise, is not
		// Azure's
		parameters.put("requireAuth", "password");
		this.jdbcUrl = login.login().url().with(parameters).toUrl();
	}

	@Override
	public String getUsername() {
		return this.login.role();
	}

	@Override
	public @Nullable String getPassword() {
		return null;
	}

	@Override
	public String getJdbcUrl() {
		return this.jdbcUrl;
	}

	@Override
	public String getDriverClassName() {
		return TokenLoginDriver.class.getName();
	}

	@Override
	public void close() {
		this.login.close();
	}

}
