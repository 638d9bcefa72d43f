package io.github.serviceconnector.postgresql.jdbc;

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

	// Empty, since Tomcat's pool takes no null; the driver asks the plugin in any case
	@Override
	public String getPassword() {
		return "";
	}

	@Override
	public String getJdbcUrl() {
		return this.jdbcUrl;
	}

	@Override
	public String getXaDataSourceClassName() {
		return TokenLoginXaDataSource.class.getName();
	}

	@Override
	public String getDriverClassName() {
		return TokenLoginDriver.class.getName();
	}

}
