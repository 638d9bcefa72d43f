package io.github.serviceconnector.postgresql.jdbc;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import org.postgresql.Driver;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Auto-configuration of what makes a {@code DataSource} of the application's own
 * passwordless.
 */
@AutoConfiguration
@EnableConfigurationProperties(ServiceConnectorPostgresqlProperties.class)
@ConditionalOnClass({ Driver.class, JdbcConnectionDetails.class })
public final class PasswordlessByHandAutoConfiguration {

	@Bean
	PasswordlessJdbc passwordlessJdbc(ConfigurableListableBeanFactory beanFactory, ConfigurableEnvironment environment,
			ObjectProvider<ServiceConnectorPostgresqlProperties> properties) {
		return new PasswordlessJdbc(beanFactory, environment, properties::getObject);
	}

}
