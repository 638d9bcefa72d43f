package io.github.serviceconnector.postgresql.actuate;

import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.jdbc.OtherConnectionsAutoConfiguration;
import io.github.serviceconnector.postgresql.jdbc.PasswordlessJdbcAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of meters for tokens and logins, where there is a registry of
 * Micrometer's.
 */
@AutoConfiguration(after = { PasswordlessJdbcAutoConfiguration.class, OtherConnectionsAutoConfiguration.class },
		afterName = { "io.github.serviceconnector.postgresql.r2dbc.PasswordlessR2dbcAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@Conditional(OnTokenCondition.class)
public final class TokenMetricsAutoConfiguration {

	@Bean
	TokenMetrics serviceConnectorTokenMetrics(Decisions decisions, ConfigurableListableBeanFactory beanFactory) {
		return new TokenMetrics(decisions, beanFactory);
	}

}
