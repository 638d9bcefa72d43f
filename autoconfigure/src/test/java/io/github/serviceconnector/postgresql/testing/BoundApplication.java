package io.github.serviceconnector.postgresql.testing;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.DefaultResourceLoader;

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
		return run(BoundApplication.class.getClassLoader(), configuration, variables, arguments);
	}

	/**
	 * Runs an application without a web server, and without some of the classes.
	 * @param classLoader where it looks for classes
	 * @param configuration its configuration
	 * @param variables the environment variables that it sees
	 * @param arguments its command line
	 * @return its context, to be closed
	 */
	public static ConfigurableApplicationContext run(ClassLoader classLoader, Class<?> configuration,
			Map<String, ?> variables, String... arguments) {
		SpringApplication application = new SpringApplication(new DefaultResourceLoader(classLoader), configuration);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setEnvironment(environment(variables));
		return application.run(arguments);
	}

	/**
	 * Returns an environment with other variables than the system's.
	 * @param variables the environment variables
	 * @return the environment
	 */
	static ConfigurableEnvironment environment(Map<String, ?> variables) {
		String systemEnvironment = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(systemEnvironment, new SystemEnvironmentPropertySource(systemEnvironment, Map.copyOf(variables)));
		return environment;
	}

}
