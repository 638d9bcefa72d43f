package io.github.serviceconnector.postgresql.actuate;

import io.github.serviceconnector.postgresql.decision.Decisions;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the {@code serviceconnector} endpoint, where Actuator is there
 * and it is exposed.
 */
@AutoConfiguration
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(ServiceConnectorEndpoint.class)
@ConditionalOnBean(Decisions.class)
public final class ServiceConnectorEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ServiceConnectorEndpoint serviceConnectorEndpoint(Decisions decisions,
			ConfigurableListableBeanFactory beanFactory) {
		return new ServiceConnectorEndpoint(decisions, beanFactory);
	}

}
