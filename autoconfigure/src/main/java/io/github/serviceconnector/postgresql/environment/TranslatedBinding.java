package io.github.serviceconnector.postgresql.environment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.binding.TranslatedSettings;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;

import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * Writes what a binding in another form means as Spring's own properties, right below the
 * source that it came from, for everybody else who reads them.
 */
final class TranslatedBinding {

	private static final String PROPERTY_SOURCE = DecisionInitializer.PROPERTY_SOURCE + "Binding";

	private TranslatedBinding() {
	}

	static void write(Decisions decisions, ConfigurableEnvironment environment) {
		environment.getPropertySources().remove(PROPERTY_SOURCE);
		Setting url = decisions.translated().get(TranslatedSettings.URL);
		if (url == null) {
			return;
		}
		Map<String, Object> properties = new HashMap<>();
		decisions.translated().forEach((name, setting) -> properties.put(name, tracked(setting)));
		if (decisions.primary() instanceof Decision.Passwordless) {
			properties.remove(TranslatedSettings.PASSWORD);
		}
		List<PropertySource<?>> sources = EnvironmentSettings.sources(environment);
		environment.getPropertySources()
			.addAfter(sources.get(url.depth()).getName(),
					new OriginTrackedMapPropertySource(PROPERTY_SOURCE, properties));
	}

	private static OriginTrackedValue tracked(Setting setting) {
		return OriginTrackedValue.of(setting.value(), new SettingOrigin(setting.toString()));
	}

	private record SettingOrigin(String place) implements Origin {

		@Override
		public String toString() {
			return this.place;
		}

	}

}
