package io.github.serviceconnector.postgresql.actuate;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that keeps the secrets of bindings and identities out of actuator's
 * answers, where an application shows other values.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class SanitizingAutoConfiguration {

	@Bean
	SanitizingFunction serviceConnectorSanitizingFunction(Environment environment) {
		SecretSettings secrets = new SecretSettings(
				environment.getProperty("serviceconnector.postgresql.prefix", "AZURE_POSTGRESQL"));
		return SanitizingFunction.sanitizeValue().ifMatches((data) -> secrets.contain(data.getKey(), data.getValue()));
	}

}
