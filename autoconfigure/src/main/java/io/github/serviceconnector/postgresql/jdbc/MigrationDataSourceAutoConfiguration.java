package io.github.serviceconnector.postgresql.jdbc;

import javax.sql.DataSource;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * Auto-configuration of a {@link DataSource} for Flyway and Liquibase alone, where Boot
 * makes none because the application uses R2DBC.
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class,
		beforeName = { "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
				"org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration" })
@ConditionalOnClass(name = "io.r2dbc.spi.ConnectionFactory")
@ConditionalOnBean(DecidedJdbcConnectionDetails.class)
@ConditionalOnMissingBean(DataSource.class)
public final class MigrationDataSourceAutoConfiguration {

	private static DataSource create(DecidedJdbcConnectionDetails details) {
		return DataSourceBuilder.create()
			.type(SimpleDriverDataSource.class)
			.driverClassName(details.getDriverClassName())
			.url(details.getJdbcUrl())
			.username(details.getUsername())
			.password(details.getPassword())
			.build();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(FlywayDataSource.class)
	@Conditional(NoFlywayUrl.class)
	static class FlywayConfiguration {

		@Bean(defaultCandidate = false)
		@Lazy
		@FlywayDataSource
		DataSource flywayDataSource(DecidedJdbcConnectionDetails jdbcConnectionDetails) {
			return create(jdbcConnectionDetails);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(LiquibaseDataSource.class)
	@Conditional(NoLiquibaseUrl.class)
	static class LiquibaseConfiguration {

		@Bean(defaultCandidate = false)
		@Lazy
		@LiquibaseDataSource
		DataSource liquibaseDataSource(DecidedJdbcConnectionDetails jdbcConnectionDetails) {
			return create(jdbcConnectionDetails);
		}

	}

	static class NoFlywayUrl extends NoneNestedConditions {

		NoFlywayUrl() {
			super(ConfigurationPhase.PARSE_CONFIGURATION);
		}

		@ConditionalOnProperty("spring.flyway.url")
		static class Url {

		}

	}

	static class NoLiquibaseUrl extends NoneNestedConditions {

		NoLiquibaseUrl() {
			super(ConfigurationPhase.PARSE_CONFIGURATION);
		}

		@ConditionalOnProperty("spring.liquibase.url")
		static class Url {

		}

	}

}
