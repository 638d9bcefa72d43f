package io.github.serviceconnector.postgresql.jdbc;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.LocalIdentity;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;
import io.github.serviceconnector.postgresql.testing.ManyLoginsApplication;
import io.github.serviceconnector.postgresql.testing.ProcessedApplication;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application that was processed ahead of time where nothing is bound, and
 * runs with a binding.
 */
class AheadOfTimeTests {

	private static final String SPRING_CLOUD_AZURE = "spring-cloud-azure";

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	@TempDir
	static Path directory;

	private static ProcessedApplication application;

	private final Map<String, String> variables = new HashMap<>(azure.get().identityEnvironment());

	@BeforeAll
	static void process() throws Exception {
		application = ProcessedApplication.of(ManyLoginsApplication.class, directory, SPRING_CLOUD_AZURE, Map.of());
	}

	@Test
	void startWhenBoundLogsInWithToken() throws Exception {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		ApplicationProcess.Result result = application.run(this.variables);
		assertThat(result.output()).contains("Starting AOT-processed ManyLoginsApplication",
				"is entered as aad_app with a token of the system-assigned managed identity",
				"dataSource is entered as aad_app", "Passwordless: true");
		assertThat(result.exitCode()).isZero();
		assertThat(azure.get().identityEndpoint().requests()).hasSize(1);
	}

	@Test
	void startWhenSeveralAreBoundLogsInToEach() throws Exception {
		this.variables.put("spring.datasource.azure.passwordless-enabled", "true");
		bind("ORDERS", azure.get().userAssignedIdentity("orders-client", "aad_orders"));
		bind("STOCK", azure.get().userAssignedIdentity("stock-client", "aad_stock"));
		ApplicationProcess.Result result = application.run(this.variables,
				"--serviceconnector.postgresql.connection=stock");
		assertThat(result.output()).contains("dataSource is entered as aad_stock",
				"ordersDataSource is entered as aad_orders");
	}

	@Test
	void startWhenPasswordIsBoundLogsInWithIt() throws Exception {
		azure.get().passwordRole("app", "geheim");
		this.variables.put("spring.datasource.url", azure.get().database().jdbcUrl());
		this.variables.put("spring.datasource.username", "app");
		this.variables.put("spring.datasource.password", "geheim");
		ApplicationProcess.Result result = application.run(this.variables);
		assertThat(result.output()).contains("dataSource is entered as app", "Passwordless: false");
		assertThat(azure.get().identityEndpoint().requests()).isEmpty();
	}

	@Test
	void startWhenBindingIsInvalidSaysSo() throws Exception {
		this.variables.put("spring.datasource.azure.passwordless-enabled", "true");
		ApplicationProcess.Result result = application.run(this.variables);
		assertThat(result.output()).contains("is on, but 'spring.datasource.url' is not set.");
		assertThat(result.exitCode()).isEqualTo(1);
	}

	@Test
	void processingWhenBoundAsksNobodyAndTheStartCounts(@TempDir Path other) throws Exception {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		ProcessedApplication bound = ProcessedApplication.of(ManyLoginsApplication.class, other, SPRING_CLOUD_AZURE,
				this.variables);
		assertThat(bound.processing().output()).contains("Starting ManyLoginsApplication");
		assertThat(azure.get().identityEndpoint().requests()).isEmpty();
		assertThat(azure.get().database().logins()).isEmpty();
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_other")));
		assertThat(bound.run(this.variables).output()).contains("dataSource is entered as aad_other");
	}

	@Test
	void startWhenSpringCloudAzureIsThereTooSaysThatItIsSigned(@TempDir Path other) throws Exception {
		ProcessedApplication signed = ProcessedApplication.of(ManyLoginsApplication.class, other, "no such jar",
				Map.of());
		ApplicationProcess.Result result = signed.run(this.variables);
		assertThat(result.output()).contains("""
				Description:

				The application was processed ahead of time, and the JVM refuses the code that was generated for \
				Spring Cloud Azure, whose jars are signed.

				Action:

				Leave its jars (com.azure.spring) out of the application, which logs in without them, or start it \
				without -Dspring.aot.enabled=true.
				""");
		assertThat(result.exitCode()).isEqualTo(1);
	}

	private void bind(String connection, LocalIdentity identity) {
		String prefix = "AZURE_POSTGRESQL_" + connection + "_";
		this.variables.put(prefix + "CONNECTIONSTRING", azure.get().database().jdbcUrl() + "&user=" + identity.role());
		this.variables.put(prefix + "CLIENTID", String.valueOf(identity.clientId()));
	}

}
