package io.github.serviceconnector.postgresql.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.binding.Settings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.util.StringUtils;

/**
 * The settings of an environment: properties in every spelling that Boot's relaxed
 * binding knows, and variables by their exact name.
 */
public final class EnvironmentSettings implements Settings {

	private final ConfigurableEnvironment environment;

	private final List<Source> sources = new ArrayList<>();

	/**
	 * Creates the settings.
	 * @param environment the environment, of which the property sources are those of now
	 */
	public EnvironmentSettings(ConfigurableEnvironment environment) {
		this.environment = environment;
		for (PropertySource<?> source : sources(environment)) {
			this.sources.add(new Source(source, ConfigurationPropertySource.from(source), this.sources.size()));
		}
	}

	@Override
	public List<Setting> all(String name) {
		List<Setting> settings = new ArrayList<>();
		ConfigurationPropertyName propertyName = ConfigurationPropertyName.isValid(name)
				? ConfigurationPropertyName.of(name) : null;
		for (Source source : this.sources) {
			Setting setting = (propertyName != null) ? property(name, propertyName, source) : variable(name, source);
			if (setting != null) {
				settings.add(setting);
			}
		}
		return settings;
	}

	@Override
	public List<Setting> matching(Pattern pattern) {
		List<Setting> settings = new ArrayList<>();
		for (Source source : this.sources) {
			for (String name : names(source.properties())) {
				Setting setting = pattern.matcher(Settings.normalize(name)).matches() ? variable(name, source) : null;
				if (setting != null) {
					settings.add(setting);
				}
			}
		}
		return settings;
	}

	private static String[] names(PropertySource<?> source) {
		return (source instanceof EnumerablePropertySource<?> enumerable) ? enumerable.getPropertyNames()
				: new String[0];
	}

	/**
	 * Returns the property sources by depth, without Boot's view of all of them and
	 * without what an earlier decision put back.
	 * @param environment the environment
	 * @return the sources, highest precedence first
	 */
	static List<PropertySource<?>> sources(ConfigurableEnvironment environment) {
		return environment.getPropertySources()
			.stream()
			.filter((source) -> !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)
					&& !source.getName().startsWith(DecisionInitializer.PROPERTY_SOURCE))
			.toList();
	}

	private @Nullable Setting property(String name, ConfigurationPropertyName propertyName, Source source) {
		ConfigurationProperty property = (source.relaxed() != null)
				? source.relaxed().getConfigurationProperty(propertyName) : null;
		if (property == null) {
			return null;
		}
		return setting(name, property.getValue(), property.getOrigin(), source);
	}

	private @Nullable Setting variable(String name, Source source) {
		PropertySource<?> properties = source.properties();
		return setting(name, properties.getProperty(name), OriginLookup.getOrigin(properties, name), source);
	}

	private @Nullable Setting setting(String name, @Nullable Object value, @Nullable Origin origin, Source source) {
		String text = (value != null) ? this.environment.resolvePlaceholders(value.toString()) : null;
		if (!StringUtils.hasText(text)) {
			return null;
		}
		return new Setting(name, text, place(origin, source.properties()), source.depth());
	}

	private static String place(@Nullable Origin origin, PropertySource<?> source) {
		Origin exact = (origin instanceof PropertySourceOrigin sourceOrigin) ? sourceOrigin.getOrigin() : origin;
		return (exact != null) ? exact.toString() : "property source \"" + source.getName() + "\"";
	}

	/**
	 * A property source.
	 *
	 * @param properties its properties by their exact names
	 * @param relaxed Boot's view of it, made once since each maps all names anew;
	 * {@code null} where Boot has none
	 * @param depth its place, 0 for the highest precedence
	 */
	private record Source(PropertySource<?> properties, @Nullable ConfigurationPropertySource relaxed, int depth) {
	}

}
