package io.github.serviceconnector.postgresql.actuate;

import io.github.serviceconnector.postgresql.identity.TokenLease;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when a connection of the application's logs in with a token. Boot's condition
 * on beans passes over those that are found by qualifier alone.
 */
final class OnTokenCondition extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		boolean matches = beanFactory != null
				&& beanFactory.getBeanNamesForType(TokenLease.class, true, false).length > 0;
		return new ConditionOutcome(matches, ConditionMessage.forCondition("Service Connector PostgreSQL")
			.because(matches ? "a connection logs in with a token" : "no connection logs in with a token"));
	}

}
