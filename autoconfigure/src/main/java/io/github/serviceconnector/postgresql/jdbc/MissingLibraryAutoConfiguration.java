package io.github.serviceconnector.postgresql.jdbc;

import javax.sql.DataSource;
import javax.sql.XADataSource;

import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration that stops a start where a bound connection cannot be made for want
 * of a library, before anything misses the {@link DataSource}. With R2DBC neither driver
 * nor pool need be there.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@ConditionalOnClass(JdbcConnectionDetails.class)
@ConditionalOnMissingClass("io.r2dbc.spi.ConnectionFactory")
@Conditional(OnPasswordlessCondition.class)
@ConditionalOnMissingBean({ DataSource.class, XADataSource.class })
public final class MissingLibraryAutoConfiguration {

	private static BeanFactoryPostProcessor stop(String missing, String action) {
		return (beanFactory) -> {
			if (beanFactory.getBean(Decisions.class).primary() instanceof Decision.Passwordless passwordless) {
				throw new InvalidSettingException(passwordless.login().origin(),
						"is a PostgreSQL connection, and " + missing + " on the class path", action);
			}
		};
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.postgresql.Driver")
	static class MissingDriverConfiguration {

		@Bean
		static BeanFactoryPostProcessor serviceConnectorMissingDriver() {
			return stop("its JDBC driver is not",
					"Add the dependency org.postgresql:postgresql, which the starter brings: it may be excluded.");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass({ "com.zaxxer.hikari.HikariDataSource", "org.apache.tomcat.jdbc.pool.DataSource",
			"org.apache.commons.dbcp2.BasicDataSource", "oracle.ucp.jdbc.PoolDataSourceImpl" })
	// Not with a pool of another kind
	@ConditionalOnProperty(name = "spring.datasource.type", matchIfMissing = true, havingValue = "none")
	static class MissingPoolConfiguration {

		@Bean
		static BeanFactoryPostProcessor serviceConnectorMissingPool() {
			return stop("there is no connection pool",
					"Add the dependency com.zaxxer:HikariCP, which the starter brings: it may be excluded.");
		}

	}

}
