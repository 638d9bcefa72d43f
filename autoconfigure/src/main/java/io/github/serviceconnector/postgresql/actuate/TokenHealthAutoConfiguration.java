package io.github.serviceconnector.postgresql.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import io.github.serviceconnector.postgresql.jdbc.OtherConnectionsAutoConfiguration;
import io.github.serviceconnector.postgresql.jdbc.PasswordlessJdbcAutoConfiguration;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of the {@code serviceconnector} health: one of each connection that
 * logs in with a token.
 */
@AutoConfiguration(after = { PasswordlessJdbcAutoConfiguration.class, OtherConnectionsAutoConfiguration.class },
		afterName = { "io.github.serviceconnector.postgresql.r2dbc.PasswordlessR2dbcAutoConfiguration" })
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("serviceconnector")
@Conditional(OnTokenCondition.class)
public final class TokenHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "serviceconnectorHealthIndicator", "serviceconnectorHealthContributor" })
	HealthContributor serviceconnectorHealthContributor(Decisions decisions,
			ConfigurableListableBeanFactory beanFactory) {
		Map<String, HealthContributor> contributors = new LinkedHashMap<>();
		for (ConnectionBeans connection : ConnectionBeans.withToken(decisions, beanFactory)) {
			TokenLease lease = connection.tokenLease();
			contributors.put(connection.name(), new TokenHealthIndicator(() -> lease.cache().status()));
		}
		return (contributors.size() == 1) ? contributors.values().iterator().next()
				: CompositeHealthContributor.fromMap(contributors);
	}

}
