package io.github.serviceconnector.postgresql.conformance;

import java.sql.Connection;
import java.util.List;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.testing.LoginApplication;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * The kit for a {@link DataSource}.
 *
 * @param <T> its type
 */
abstract class AbstractJdbcConformanceTests<T extends DataSource> extends AbstractConformanceTests<T> {

	/**
	 * Describes a pool.
	 * @param name its name in the table
	 * @param type its type
	 * @param prefix the beginning of its settings
	 * @param size its setting of the most connections
	 */
	AbstractJdbcConformanceTests(String name, Class<T> type, String prefix, String size) {
		super(name, type, prefix + ".password", choice(type), prefix + "." + size + "=" + CONNECTIONS);
	}

	/**
	 * Describes what has no settings of its own.
	 * @param name its name in the table
	 * @param type its type
	 */
	AbstractJdbcConformanceTests(String name, Class<T> type) {
		super(name, type, "spring.datasource.password", choice(type));
	}

	private static String choice(Class<?> type) {
		return "spring.datasource.type=" + type.getName();
	}

	@Override
	Class<?> application() {
		return JdbcApplication.class;
	}

	@Override
	String api() {
		return "JDBC";
	}

	@Override
	List<String> currentUsers(T dataSource, int count) {
		List<Connection> connections = IntStream.range(0, count)
			.parallel()
			.mapToObj((index) -> DataSourceUtils.getConnection(dataSource))
			.toList();
		try {
			return connections.stream()
				.map((connection) -> LoginApplication.currentUser(new SingleConnectionDataSource(connection, true)))
				.toList();
		}
		finally {
			connections.forEach(JdbcUtils::closeConnection);
		}
	}

	// With a ConnectionFactory, Boot would make no DataSource
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(
			exclude = { FlywayAutoConfiguration.class, LiquibaseAutoConfiguration.class, R2dbcAutoConfiguration.class })
	static class JdbcApplication {

	}

}
