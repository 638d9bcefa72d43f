package io.github.serviceconnector.postgresql.actuate;

import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.jdbc.OtherConnectionsAutoConfiguration;
import io.github.serviceconnector.postgresql.jdbc.PasswordlessJdbcAutoConfiguration;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of an observation around each request for a token, where there is a
 * registry of Micrometer's for them.
 */
@AutoConfiguration(after = { PasswordlessJdbcAutoConfiguration.class, OtherConnectionsAutoConfiguration.class },
		afterName = { "io.github.serviceconnector.postgresql.r2dbc.PasswordlessR2dbcAutoConfiguration",
				"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration" })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
@Conditional(OnTokenCondition.class)
public final class TokenObservationAutoConfiguration {

	@Bean
	TokenObservations serviceConnectorTokenObservations(ObservationRegistry registry, Decisions decisions,
			ConfigurableListableBeanFactory beanFactory) {
		return new TokenObservations(registry, decisions, beanFactory);
	}

}
