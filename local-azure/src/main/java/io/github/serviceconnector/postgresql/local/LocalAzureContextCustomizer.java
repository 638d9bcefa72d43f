package io.github.serviceconnector.postgresql.local;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Starts a {@link LocalAzure} for an application context, and binds it. Equal ones share
 * a context.
 *
 * @param role role that the application logs in as
 * @param clientId client id of a user-assigned identity, empty for the system-assigned
 */
record LocalAzureContextCustomizer(String role, String clientId) implements ContextCustomizer {

	private static final String BEAN_NAME = "localAzure";

	// What would lead the application to another identity than App Service does
	private static final List<String> VARIABLES_OF_THE_MACHINE = List.of("AZURE_CLIENT_ID",
			"AZURE_FEDERATED_TOKEN_FILE", "AZURE_TOKEN_CREDENTIALS");

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		LocalAzure azure = LocalAzure.start();
		// Before any other bean, so that it is closed after all of them
		DefaultSingletonBeanRegistry beans = (DefaultSingletonBeanRegistry) context.getBeanFactory();
		beans.registerSingleton(BEAN_NAME, azure);
		beans.registerDisposableBean(BEAN_NAME, azure::close);
		MutablePropertySources sources = context.getEnvironment().getPropertySources();
		hideVariables(sources);
		sources.addFirst(
				new MapPropertySource("@" + AutoConfigureLocalAzure.class.getSimpleName(), Map.copyOf(bind(azure))));
	}

	private Map<String, String> bind(LocalAzure azure) {
		LocalIdentity identity = this.clientId.isEmpty() ? azure.systemAssignedIdentity(this.role)
				: azure.userAssignedIdentity(this.clientId, this.role);
		Map<String, String> settings = new HashMap<>(azure.springBootSettings(identity));
		settings.putAll(azure.identityEnvironment());
		// Else a test slice puts an embedded database in its place
		settings.put("spring.test.database.replace", "NONE");
		return settings;
	}

	private static void hideVariables(MutablePropertySources sources) {
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		if (sources.get(name) instanceof SystemEnvironmentPropertySource environment) {
			Map<String, Object> variables = new HashMap<>(environment.getSource());
			if (variables.keySet().removeAll(VARIABLES_OF_THE_MACHINE)) {
				sources.replace(name, new SystemEnvironmentPropertySource(name, variables));
			}
		}
	}

}
