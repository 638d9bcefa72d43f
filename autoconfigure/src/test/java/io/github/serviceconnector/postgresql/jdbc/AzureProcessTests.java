package io.github.serviceconnector.postgresql.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.DatabaseServer;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.RecordedLogin;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;
import io.github.serviceconnector.postgresql.testing.BlobApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application as App Service starts it: a process of its own, with the
 * variables that the platform sets, and a database whose host is Azure's by name.
 */
class AzureProcessTests {

	private static final String HOST = "demo.postgres.database.azure.com";

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private final Map<String, String> variables = new HashMap<>();

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		this.variables.put("spring.datasource.url", azure.get().database().jdbcUrl(HOST));
		this.variables.putAll(azure.get().identityEnvironment());
	}

	@Test
	void loginWhenJvmTrustsTheServerSucceeds() throws Exception {
		ApplicationProcess.Result result = run();
		assertThat(result.output()).contains("PostgreSQL at " + HOST + ":" + database().port() + ", database ",
				" is entered as aad_app with a token of the system-assigned managed identity (binding: "
						+ "'spring.datasource.url' from System Environment Property \"spring.datasource.url\")",
				"Logged in as aad_app");
		assertThat(result.exitCode()).isZero();
		assertThat(azure.get().identityEndpoint().requests()).hasSize(1);
	}

	@Test
	void loginWhenEndpointIsAskedLoadsNoneOfAzureIdentity() throws Exception {
		assertLoginIsLight("AppServiceTokenSource");
	}

	@Test
	void loginWhenVirtualMachineIsAskedLoadsNoneOfAzureIdentity() throws Exception {
		unbindAppService();
		this.variables.putAll(azure.get().imdsEnvironment());
		this.variables.put("spring.cloud.azure.credential.managed-identity-enabled", "true");
		assertLoginIsLight("ImdsTokenSource");
	}

	@Test
	void loginWhenWorkloadIdentityIsExchangedLoadsNoneOfAzureIdentity() throws Exception {
		unbindAppService();
		this.variables
			.putAll(azure.get().workloadIdentityEnvironment(azure.get().workloadIdentity("workload", "aad_app")));
		assertLoginIsLight("EntraTokenSource");
	}

	@Test
	void loginWhenClientSecretIsSentLoadsNoneOfAzureIdentity() throws Exception {
		unbindAppService();
		this.variables
			.putAll(azure.get().springBootSettings(azure.get().servicePrincipal("client", "geheim", "aad_app")));
		this.variables.put("spring.datasource.url", azure.get().database().jdbcUrl(HOST));
		this.variables.putAll(azure.get().entraEnvironment());
		assertLoginIsLight("EntraTokenSource");
	}

	private void unbindAppService() {
		this.variables.keySet().removeAll(azure.get().identityEnvironment().keySet());
	}

	// Spring Cloud Azure, which is there too, names azure-identity's builders in its
	// beans
	private void assertLoginIsLight(String source) throws Exception {
		ApplicationProcess.Result result = ApplicationProcess.run(this.variables,
				ApplicationProcess.trusting(azure.get(), hosts(), "-Xlog:class+load"));
		assertThat(result.output()).contains("Logged in as aad_app")
			.contains("io.github.serviceconnector.postgresql.identity." + source)
			.doesNotContain("com.azure.identity.implementation.", "com.azure.identity.DefaultAzureCredential ",
					"com.azure.core.http.rest.", "com.microsoft.aad.msal4j.");
	}

	@Test
	void loginWhenAzureIdentityIsAskedForSucceeds() throws Exception {
		ApplicationProcess.Result result = run("--serviceconnector.postgresql.token.source=azure-identity",
				"--spring.cloud.azure.credential.managed-identity-enabled=true");
		assertThat(result.output()).contains("Logged in as aad_app");
		assertThat(azure.get().identityEndpoint().requests()).hasSize(1);
	}

	@Test
	void loginWhenDefaultChainFindsTheManagedIdentitySucceeds() throws Exception {
		ApplicationProcess.Result result = run("--serviceconnector.postgresql.token.source=azure-identity");
		assertThat(result.output()).contains("Logged in as aad_app");
		assertThat(azure.get().identityEndpoint().requests()).hasSize(1);
	}

	@Test
	void loginBesideAStorageClientOfSpringCloudAzureLeavesThatItsOwnCredential() throws Exception {
		// Only to have a certificate: what is there knows of no storage
		this.variables.put("spring.cloud.azure.storage.blob.endpoint", azure.get().entra().uri().toString());
		azure.get().entra().respond(200, "", Map.of("x-ms-sku-name", "Standard_LRS", "x-ms-account-kind", "StorageV2"));
		ApplicationProcess.Result result = ApplicationProcess.run(BlobApplication.class, this.variables,
				ApplicationProcess.trusting(azure.get(), hosts()));
		assertThat(result.output()).contains("Storage answered with status 404", "Logged in as aad_app");
		assertThat(azure.get().identityEndpoint().requests()).extracting((request) -> request.query().get("resource"))
			.containsExactlyInAnyOrder("https://ossrdbms-aad.database.windows.net", "https://storage.azure.com");
	}

	@Test
	void loginWhenJvmDoesNotTrustTheServerSendsNoToken() throws Exception {
		ApplicationProcess.Result result = ApplicationProcess.run(this.variables,
				List.of("-Djdk.net.hosts.file=" + hosts()), "--spring.datasource.hikari.connection-timeout=1000");
		assertThat(result.exitCode()).isNotZero();
		assertThat(result.output()).doesNotContain("Logged in");
		assertThat(database().logins()).noneMatch(RecordedLogin::passwordReceived);
	}

	private ApplicationProcess.Result run(String... arguments) throws IOException, InterruptedException {
		return ApplicationProcess.run(this.variables, ApplicationProcess.trusting(azure.get(), hosts()), arguments);
	}

	private static Path hosts() {
		return azure.get().hostsFile(HOST);
	}

	private static DatabaseServer database() {
		return azure.get().database();
	}

}
