package io.github.serviceconnector.postgresql.actuate;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that logs in with actuator and Micrometer on its class path.
 */
abstract class AbstractObservedApplicationTests {

	static final String PREFIX = "serviceconnector.postgresql.";

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	final Map<String, String> variables = new HashMap<>();

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		this.variables.putAll(azure.get().identityEnvironment());
	}

	final void bindOrders() {
		this.variables.put("AZURE_POSTGRESQL_ORDERS_CONNECTIONSTRING",
				azure.get().database().jdbcUrl() + "&user=aad_app");
	}

	final ConfigurableApplicationContext run(String... arguments) {
		return run(LoginApplication.class, arguments);
	}

	final ConfigurableApplicationContext run(Class<?> application, String... arguments) {
		return BoundApplication.run(application, this.variables,
				Stream.concat(Stream.of("--spring.datasource.hikari.maximum-pool-size=1"), Stream.of(arguments))
					.toArray(String[]::new));
	}

	static void logIn(ConfigurableApplicationContext context) {
		assertThat(LoginApplication.currentUser(context.getBean(DataSource.class))).isEqualTo("aad_app");
	}

	static MeterRegistry registry(ConfigurableApplicationContext context) {
		return context.getBean(MeterRegistry.class);
	}

}
