package io.github.serviceconnector.postgresql.actuate;

import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.jdbc.OtherConnectionsAutoConfiguration;
import io.github.serviceconnector.postgresql.jdbc.PasswordlessJdbcAutoConfiguration;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of the {@code serviceconnector} node of the {@code info} endpoint,
 * where it is asked for: as Boot's own of the environment, it tells of the inside.
 */
@AutoConfiguration(after = { PasswordlessJdbcAutoConfiguration.class, OtherConnectionsAutoConfiguration.class },
		afterName = { "io.github.serviceconnector.postgresql.r2dbc.PasswordlessR2dbcAutoConfiguration" })
@ConditionalOnClass(ConditionalOnEnabledInfoContributor.class)
@ConditionalOnEnabledInfoContributor(value = "serviceconnector", fallback = InfoContributorFallback.DISABLE)
@Conditional(OnTokenCondition.class)
public final class TokenInfoAutoConfiguration {

	@Bean
	TokenInfoContributor serviceConnectorInfoContributor(Decisions decisions,
			ConfigurableListableBeanFactory beanFactory) {
		return new TokenInfoContributor(decisions, beanFactory);
	}

}
