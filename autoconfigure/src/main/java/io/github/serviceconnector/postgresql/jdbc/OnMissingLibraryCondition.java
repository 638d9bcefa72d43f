package io.github.serviceconnector.postgresql.jdbc;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when a library is missing. One condition, and not one for each class: those
 * would be looked for, in vain, at each start.
 */
final class OnMissingLibraryCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean missing = MissingLibrary.find(context.getEnvironment(), context.getClassLoader()) != null;
		return new ConditionOutcome(missing, ConditionMessage.forCondition("Service Connector PostgreSQL")
			.because(missing ? "a library is missing" : "driver and pool are there"));
	}

}
