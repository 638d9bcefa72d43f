package io.github.serviceconnector.postgresql.compatibility;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An application that Service Connector bound with {@code --client-type springboot}, with
 * an identity, a role and a schema of its own.
 */
final class BoundApplication {

	/**
	 * The stand-in for Azure that all tests share, for their classes to register.
	 */
	static final LocalAzureExtension azure = LocalAzureExtension.shared();

	private final Map<String, Object> variables = new HashMap<>();

	private WebApplicationType type = WebApplicationType.NONE;

	private final String clientId;

	private BoundApplication(String role) {
		this.clientId = role + "-client";
		this.variables.putAll(azure.get().springBootSettings(azure.get().userAssignedIdentity(this.clientId, role)));
		this.variables.putAll(azure.get().identityEnvironment());
		createSchema(role);
	}

	private static void createSchema(String role) {
		JdbcClient.create(azure.get().database().administrator())
			.sql("create schema if not exists \"" + role + "\" authorization \"" + role + "\"")
			.update();
	}

	static BoundApplication as(String role) {
		return new BoundApplication(role);
	}

	/**
	 * Makes the identity a principal for a second role, with a schema of its own.
	 * @param role the role
	 * @return this application
	 */
	BoundApplication andAs(String role) {
		azure.get().userAssignedIdentity(this.clientId, role);
		createSchema(role);
		return this;
	}

	/**
	 * Says which auto-configurations there are beside the starter's.
	 * @param modules the ends of their packages' names after
	 * {@code org.springframework.boot}, or whole names
	 * @return this application
	 */
	BoundApplication with(String... modules) {
		return set(ChosenAutoConfigurations.TOOLS,
				Arrays.stream(modules)
					.map((module) -> module.startsWith("io.") ? module : "org.springframework.boot." + module)
					.collect(Collectors.joining(",")));
	}

	BoundApplication set(String name, Object value) {
		this.variables.put(name, value);
		return this;
	}

	Map<String, Object> variables() {
		return Map.copyOf(this.variables);
	}

	BoundApplication onTheWeb() {
		this.type = WebApplicationType.SERVLET;
		return set("server.port", "0");
	}

	ConfigurableApplicationContext run(Class<?>... configurations) {
		return builder(configurations).run();
	}

	SpringApplicationBuilder builder(Class<?>... configurations) {
		String systemEnvironment = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(systemEnvironment, new SystemEnvironmentPropertySource(systemEnvironment, this.variables));
		return new SpringApplicationBuilder(configurations).sources(AutoConfigured.class)
			.environment(environment)
			.web(this.type)
			.bannerMode(Banner.Mode.OFF);
	}

	static String currentUser(DataSource dataSource) {
		return JdbcClient.create(dataSource).sql("select current_user").query(String.class).single();
	}

	static String currentUser(ConfigurableApplicationContext context) {
		return currentUser(context.getBean(DataSource.class));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class AutoConfigured {

	}

}
