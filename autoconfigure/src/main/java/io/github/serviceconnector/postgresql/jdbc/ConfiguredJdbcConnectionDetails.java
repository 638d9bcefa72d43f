package io.github.serviceconnector.postgresql.jdbc;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

/**
 * What {@code spring.datasource.*} says, for an application that was processed ahead of
 * time and started without a login with a token. Boot's own details are left out then.
 */
final class ConfiguredJdbcConnectionDetails implements DecidedJdbcConnectionDetails {

	private final DataSourceProperties properties;

	ConfiguredJdbcConnectionDetails(DataSourceProperties properties) {
		this.properties = properties;
	}

	@Override
	public @Nullable String getUsername() {
		return this.properties.determineUsername();
	}

	@Override
	public @Nullable String getPassword() {
		return this.properties.determinePassword();
	}

	@Override
	public String getJdbcUrl() {
		return this.properties.determineUrl();
	}

	@Override
	public String getDriverClassName() {
		return this.properties.determineDriverClassName();
	}

}
