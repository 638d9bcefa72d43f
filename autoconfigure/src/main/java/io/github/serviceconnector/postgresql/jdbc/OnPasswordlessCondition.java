package io.github.serviceconnector.postgresql.jdbc;

import io.github.serviceconnector.postgresql.decision.Decisions;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when the decision is to log in with a token, or when it could not be made: the
 * bean that needs it then says why.
 */
public final class OnPasswordlessCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Service Connector PostgreSQL");
		Decisions decisions = decisions(context.getBeanFactory());
		if (decisions == null) {
			return ConditionOutcome.noMatch(message.because("the context was not started by SpringApplication"));
		}
		return new ConditionOutcome(decisions.ownsPrimary(), message.because(decisions.primary().reason()));
	}

	private static @Nullable Decisions decisions(@Nullable ConfigurableListableBeanFactory beanFactory) {
		return (beanFactory != null) ? beanFactory.getBeanProvider(Decisions.class).getIfAvailable() : null;
	}

}
