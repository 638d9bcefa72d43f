package io.github.serviceconnector.postgresql.jdbc;

import java.util.Map;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.environment.StarterProperties;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;

/**
 * Makes a pool as Boot does, with settings of its own:
 * {@code serviceconnector.postgresql.connections.<name>.<pool>.*} in place of
 * {@code spring.datasource.<pool>.*}.
 */
final class PooledDataSource {

	private static final Map<String, String> POOLS = Map.of("com.zaxxer.hikari.HikariDataSource", "hikari",
			"org.apache.tomcat.jdbc.pool.DataSource", "tomcat", "org.apache.commons.dbcp2.BasicDataSource", "dbcp2",
			"oracle.ucp.jdbc.PoolDataSourceImpl", "oracleucp");

	private final Environment environment;

	private final String name;

	PooledDataSource(Environment environment, String name) {
		this.environment = environment;
		this.name = name;
	}

	DataSource create(JdbcConnectionDetails details) {
		DataSource dataSource = DataSourceBuilder.create()
			.driverClassName(details.getDriverClassName())
			.url(details.getJdbcUrl())
			.username(details.getUsername())
			.password(details.getPassword())
			.build();
		String pool = POOLS.get(dataSource.getClass().getName());
		if (pool != null) {
			bind("serviceconnector.postgresql.connections." + this.name.replace('_', '-') + "." + pool, dataSource);
		}
		return dataSource;
	}

	private void bind(String prefix, DataSource dataSource) {
		if (StarterProperties.isAnySet(this.environment, prefix)) {
			Binder.get(this.environment).bind(prefix, Bindable.ofInstance(dataSource));
		}
	}

}
