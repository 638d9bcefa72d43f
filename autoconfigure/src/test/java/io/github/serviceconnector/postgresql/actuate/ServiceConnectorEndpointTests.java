package io.github.serviceconnector.postgresql.actuate;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.environment.DecisionInitializer;
import io.github.serviceconnector.postgresql.identity.TokenStatus;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceConnectorEndpoint}.
 */
class ServiceConnectorEndpointTests {

	private static final String EXPOSED = "management.endpoints.jmx.exposure.include=serviceconnector";

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private final Map<String, String> variables = new HashMap<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer(new DecisionInitializer())
		.withUserConfiguration(LoginApplication.class)
		.withPropertyValues("spring.jmx.enabled=true");

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		this.variables.putAll(azure.get().identityEnvironment());
	}

	@Test
	void endpointWhenPasswordlessShowsTheTokensState() {
		this.variables.put("spring.datasource.password", "left-over-secret");
		this.variables.put("AZURE_POSTGRESQL_ORDERS_CONNECTIONSTRING",
				azure.get().database().jdbcUrl() + "&user=aad_app");
		try (ConfigurableApplicationContext context = run()) {
			LoginApplication.currentUser(context.getBean(DataSource.class));
			ServiceConnectorEndpoint.Connections connections = endpoint(context).connections();
			assertThat(connections.connections()).hasSize(2);
			ConnectionDescription own = connections.connections().get(0);
			assertThat(own.name()).isEqualTo("primary");
			assertThat(own)
				.extracting(ConnectionDescription::decision, ConnectionDescription::role,
						ConnectionDescription::database, ConnectionDescription::identity)
				.containsExactly("passwordless", "aad_app", "app", "system-assigned managed identity");
			assertThat(own.server()).isEqualTo("localhost:" + azure.get().database().port());
			assertThat(own.notes()).containsExactly("The password in 'spring.datasource.password' from System "
					+ "Environment Property \"spring.datasource.password\" is left over and not used: passwordless is on.");
			assertThat(own.token()).extracting(TokenStatus::failuresInARow).isEqualTo(0);
			assertThat(own.token()).extracting(TokenStatus::expiresOn).isNotNull();
			assertThat(connections.connections().get(1).name()).isEqualTo("orders");
			assertThat(connections.connections().get(1).token()).isNotNull();
			assertThat(connections.toString()).doesNotContain("left-over-secret").doesNotContain("eyJ");
		}
	}

	@Test
	void endpointWhenAnotherConnectionIsBoundAsPrimaryTellsThemApart() {
		this.variables.put("AZURE_POSTGRESQL_PRIMARY_CONNECTIONSTRING",
				azure.get().database().jdbcUrl() + "&user=aad_app");
		try (ConfigurableApplicationContext context = run()) {
			assertThat(endpoint(context).connections().connections()).extracting(ConnectionDescription::name)
				.containsExactly("spring.datasource", "primary");
		}
	}

	@Test
	void endpointIsReadWithoutAskingAnybody() {
		try (ConfigurableApplicationContext context = run()) {
			LoginApplication.currentUser(context.getBean(DataSource.class));
			int logins = azure.get().database().logins().size();
			endpoint(context).connections();
			endpoint(context).connections();
			assertThat(azure.get().database().logins()).hasSize(logins);
			assertThat(azure.get().identityEndpoint().requests()).hasSize(1);
		}
	}

	@Test
	void endpointWhenPasswordIsMeantSaysSo() {
		try (ConfigurableApplicationContext context = run("--spring.datasource.password=meant-secret",
				"--spring.datasource.hikari.minimum-idle=0")) {
			ServiceConnectorEndpoint.Connections connections = endpoint(context).connections();
			assertThat(connections.connections()).singleElement()
				.extracting(ConnectionDescription::decision, ConnectionDescription::token)
				.containsExactly("password", null);
			assertThat(connections.toString()).doesNotContain("meant-secret");
		}
	}

	@Test
	void endpointWhenNothingIsBoundSaysSo() {
		this.runner.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context.getBean(ServiceConnectorEndpoint.class).connections().connections())
				.singleElement()
				.extracting(ConnectionDescription::decision, ConnectionDescription::reason)
				.containsExactly("stand-aside", "'spring.datasource.url' is not set"));
	}

	@Test
	void endpointWhenNotExposedIsAbsent() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(ServiceConnectorEndpoint.class));
	}

	private ConfigurableApplicationContext run(String... arguments) {
		String[] all = Stream.concat(Stream.of("--" + EXPOSED, "--spring.jmx.enabled=true"), Stream.of(arguments))
			.toArray(String[]::new);
		return BoundApplication.run(LoginApplication.class, this.variables, all);
	}

	private static ServiceConnectorEndpoint endpoint(ConfigurableApplicationContext context) {
		return context.getBean(ServiceConnectorEndpoint.class);
	}

}
