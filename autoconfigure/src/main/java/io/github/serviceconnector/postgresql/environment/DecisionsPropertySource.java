package io.github.serviceconnector.postgresql.environment;

import java.util.Map;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * Puts the outcome into the environment. There the decisions are still found when a start
 * has failed and every bean is gone.
 */
public final class DecisionsPropertySource extends MapPropertySource {

	private final Decisions decisions;

	DecisionsPropertySource(Decisions decisions) {
		super(DecisionInitializer.PROPERTY_SOURCE, outcome(decisions.primary()));
		this.decisions = decisions;
	}

	private static Map<String, Object> outcome(Decision primary) {
		if (primary instanceof Decision.Passwordless) {
			return Map.of(Decisions.SWITCH, true);
		}
		return (primary instanceof Decision.Password) ? Map.of(Decisions.SWITCH, false) : Map.of();
	}

	/**
	 * Finds what was decided.
	 * @param environment an application's environment
	 * @return the decisions, or {@code null} where no connection is bound
	 */
	public static @Nullable Decisions find(Environment environment) {
		return (environment instanceof ConfigurableEnvironment configurable && configurable.getPropertySources()
			.get(DecisionInitializer.PROPERTY_SOURCE) instanceof DecisionsPropertySource found) ? found.decisions
					: null;
	}

}
