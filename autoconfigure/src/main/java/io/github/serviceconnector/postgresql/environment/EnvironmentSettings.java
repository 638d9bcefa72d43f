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

	/**
	 * Creates the settings.
	 * @param environment the environment, which is read at each call
	 */
	public EnvironmentSettings(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public List<Setting> all(String name) {
		List<Setting> settings = new ArrayList<>();
		ConfigurationPropertyName propertyName = ConfigurationPropertyName.isValid(name)
				? ConfigurationPropertyName.of(name) : null;
		int depth = 0;
		for (PropertySource<?> source : sources(this.environment)) {
			Setting setting = (propertyName != null) ? property(name, propertyName, source, depth)
					: variable(name, source, depth);
			if (setting != null) {
				settings.add(setting);
			}
			depth++;
		}
		return settings;
	}

	@Override
	public List<Setting> matching(Pattern pattern) {
		List<Setting> settings = new ArrayList<>();
		int depth = 0;
		for (PropertySource<?> source : sources(this.environment)) {
			for (String name : names(source)) {
				Setting setting = pattern.matcher(Settings.normalize(name)).matches() ? variable(name, source, depth)
						: null;
				if (setting != null) {
					settings.add(setting);
				}
			}
			depth++;
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

	private @Nullable Setting property(String name, ConfigurationPropertyName propertyName, PropertySource<?> source,
			int depth) {
		ConfigurationPropertySource configurationSource = ConfigurationPropertySource.from(source);
		ConfigurationProperty property = (configurationSource != null)
				? configurationSource.getConfigurationProperty(propertyName) : null;
		if (property == null) {
			return null;
		}
		return setting(name, property.getValue(), property.getOrigin(), source, depth);
	}

	private @Nullable Setting variable(String name, PropertySource<?> source, int depth) {
		return setting(name, source.getProperty(name), OriginLookup.getOrigin(source, name), source, depth);
	}

	private @Nullable Setting setting(String name, @Nullable Object value, @Nullable Origin origin,
			PropertySource<?> source, int depth) {
		String text = (value != null) ? this.environment.resolvePlaceholders(value.toString()) : null;
		if (!StringUtils.hasText(text)) {
			return null;
		}
		return new Setting(name, text, place(origin, source), depth);
	}

	private static String place(@Nullable Origin origin, PropertySource<?> source) {
		Origin exact = (origin instanceof PropertySourceOrigin sourceOrigin) ? sourceOrigin.getOrigin() : origin;
		return (exact != null) ? exact.toString() : "property source \"" + source.getName() + "\"";
	}

}
