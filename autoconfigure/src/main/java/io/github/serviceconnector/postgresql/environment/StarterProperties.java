package io.github.serviceconnector.postgresql.environment;

import java.time.Duration;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties.Tls;
import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties.Token;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;

/**
 * Binds what is told to the starter.
 */
public final class StarterProperties {

	// Boot converts each default at each start, which takes longer than the whole
	// decision
	private static final ServiceConnectorPostgresqlProperties DEFAULTS = new ServiceConnectorPostgresqlProperties(true,
			"", "AZURE_POSTGRESQL", Tls.VERIFY_FULL, "",
			new Token(Token.Source.AUTO, Duration.ofSeconds(30), Token.Refresh.BACKGROUND, ""));

	private static final String PREFIX = "serviceconnector.postgresql";

	private StarterProperties() {
	}

	/**
	 * Binds the properties.
	 * @param environment the application's settings
	 * @return the properties, with defaults for what is not set
	 */
	public static ServiceConnectorPostgresqlProperties bind(Environment environment) {
		return isAnySet(environment, PREFIX)
				? Binder.get(environment).bindOrCreate(PREFIX, ServiceConnectorPostgresqlProperties.class) : DEFAULTS;
	}

	/**
	 * Returns whether there is anything to bind, which is cheaper to find out than to
	 * bind nothing.
	 * @param environment the application's settings
	 * @param prefix what the properties' names begin with, in canonical form
	 * @return {@code true} if a property may be set
	 */
	public static boolean isAnySet(Environment environment, String prefix) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(prefix);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source.containsDescendantOf(name) != ConfigurationPropertyState.ABSENT) {
				return true;
			}
		}
		return false;
	}

}
