package io.github.serviceconnector.postgresql.environment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.serviceconnector.postgresql.decision.Decision.StalePassword;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Takes stale passwords out of an environment, so that no bean and no
 * {@code Environment.getProperty} sees them.
 */
final class StalePasswords {

	private StalePasswords() {
	}

	static void drop(List<StalePassword> stalePasswords, ConfigurableEnvironment environment) {
		MutablePropertySources sources = environment.getPropertySources();
		List<PropertySource<?>> byDepth = EnvironmentSettings.sources(environment);
		Map<PropertySource<?>, Map<String, String>> changes = new HashMap<>();
		for (StalePassword stale : stalePasswords) {
			changes.computeIfAbsent(byDepth.get(stale.setting().depth()), (source) -> new HashMap<>())
				.put(stale.setting().name(), stale.cleaned());
		}
		changes.forEach((source, values) -> sources.replace(source.getName(), revise(source, new Revision(values))));
	}

	private static PropertySource<?> revise(PropertySource<?> original, Revision revision) {
		if (original instanceof SystemEnvironmentPropertySource systemEnvironment) {
			return new RevisedSystemEnvironment(systemEnvironment, revision);
		}
		if (original instanceof EnumerablePropertySource<?> enumerable) {
			return new RevisedPropertySource(enumerable, revision);
		}
		return new PropertySource<>(original.getName()) {

			@Override
			public @Nullable Object getProperty(String name) {
				return revision.apply(name, original.getProperty(name));
			}

		};
	}

}
