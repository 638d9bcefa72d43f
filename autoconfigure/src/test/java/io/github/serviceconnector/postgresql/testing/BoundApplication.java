package io.github.serviceconnector.postgresql.testing;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * An application in this JVM that sees other environment variables.
 */
public final class BoundApplication {

	private BoundApplication() {
	}

	/**
	 * Runs an application without a web server.
	 * @param configuration its configuration
	 * @param variables the environment variables that it sees
	 * @param arguments its command line
	 * @return its context, to be closed
	 */
	public static ConfigurableApplicationContext run(Class<?> configuration, Map<String, ?> variables,
			String... arguments) {
		String systemEnvironment = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(systemEnvironment, new SystemEnvironmentPropertySource(systemEnvironment, Map.copyOf(variables)));
		SpringApplication application = new SpringApplication(configuration);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setEnvironment(environment);
		return application.run(arguments);
	}

}
