package io.github.serviceconnector.postgresql.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * The details that Boot makes its pool from: the binding's URL, which leads the driver to
 * the token and to the server's certificate, and never a password.
 */
final class PasswordlessJdbcConnectionDetails implements DecidedJdbcConnectionDetails {

	private final String role;

	private final String jdbcUrl;

	PasswordlessJdbcConnectionDetails(TokenLogin login) {
		this.role = login.role();
		this.jdbcUrl = login.jdbcUrl();
	}

	@Override
	public String getUsername() {
		return this.role;
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

}
