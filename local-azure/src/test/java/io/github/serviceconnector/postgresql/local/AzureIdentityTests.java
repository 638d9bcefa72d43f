package io.github.serviceconnector.postgresql.local;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for logins with the tokens that azure-identity gets here.
 */
class AzureIdentityTests {

	private static final String CLIENT_ID = "5b0cbb2a-3a0e-4d5b-9d33-0c6c2b8d9f21";

	private static final String SECRET = "s3cr~t/+&=";

	@RegisterExtension
	private static final LocalAzureExtension AZURE = LocalAzureExtension.create();

	private final LocalAzure azure = AZURE.get();

	private final Map<String, String> variables = new HashMap<>();

	@Test
	void clientSecretLogsIn() throws Exception {
		servicePrincipal(SECRET);
		assertLogin("client-secret", "aad_sp");
		assertThat(this.azure.entra().requests()).extracting(RecordedTokenRequest::path)
			.containsExactly("/common/discovery/instance", "/%s/oauth2/v2.0/token".formatted(tenantId()));
		assertThat(this.azure.entra().requests().toString()).doesNotContain(SECRET).contains("client_secret=***");
	}

	@Test
	void clientSecretWhenInstanceDiscoveryIsOffAsksForTokenOnly() throws Exception {
		servicePrincipal(SECRET);
		assertLogin("client-secret-without-discovery", "aad_sp");
		assertThat(this.azure.entra().requests()).hasSize(1);
	}

	@Test
	void clientSecretWhenWrongTellsEntrasCode() throws Exception {
		servicePrincipal("guess");
		LoginProcess.Result result = LoginProcess.run(this.azure, this.variables, "client-secret", "aad_sp");
		assertThat(result.exitCode()).isNotZero();
		assertThat(result.output()).contains("AADSTS7000215: Invalid client secret provided");
		assertThat(this.azure.database().logins()).isEmpty();
	}

	@Test
	void workloadIdentityLogsIn() throws Exception {
		this.variables
			.putAll(this.azure.workloadIdentityEnvironment(this.azure.workloadIdentity(CLIENT_ID, "aad_workload")));
		assertLogin("workload-identity", "aad_workload");
		assertThat(this.azure.entra().requests()).last().satisfies((request) -> {
			assertThat(request.path()).isEqualTo("/%s/oauth2/v2.0/token".formatted(tenantId()));
			assertThat(request.query()).containsEntry("client_assertion", "***");
		});
	}

	@Test
	void managedIdentityOfVirtualMachineLogsIn() throws Exception {
		this.azure.userAssignedIdentity(CLIENT_ID, "aad_vm");
		this.variables.putAll(this.azure.imdsEnvironment());
		this.variables.put("AZURE_CLIENT_ID", CLIENT_ID);
		assertLogin("managed-identity", "aad_vm");
		assertThat(this.azure.imds().requests()).singleElement().satisfies((request) -> {
			assertThat(request.path()).isEqualTo("/metadata/identity/oauth2/token");
			assertThat(request.query()).containsEntry("client_id", CLIENT_ID)
				.containsEntry("resource", Databases.AUDIENCE)
				.containsEntry("api-version", "2018-02-01");
		});
	}

	@Test
	void defaultChainFindsVirtualMachine() throws Exception {
		this.azure.systemAssignedIdentity("aad_vm");
		this.variables.putAll(this.azure.imdsEnvironment());
		assertLogin("default", "aad_vm");
		// Before it asks, the chain only connects
		assertThat(this.azure.imds().requests()).extracting(RecordedTokenRequest::status).containsExactly(200);
	}

	@Test
	void defaultChainWhenNothingElseIsThereAsksAzureCli() throws Exception {
		AzureCli azureCli = signedIn();
		this.variables.put("PATH", azureCli.directory().toString());
		assertLogin("default", "aad_user");
		assertThat(azureCli.calls()).isOne();
	}

	@Test
	void managedIdentityWhenThrottledOnceAsksAgain() throws Exception {
		this.azure.systemAssignedIdentity("aad_vm");
		this.variables.putAll(this.azure.imdsEnvironment());
		this.azure.imds().throttle(Duration.ofSeconds(1));
		CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
			Awaitility.await().until(() -> !this.azure.imds().requests().isEmpty());
			this.azure.imds().reset();
		});
		assertLogin("managed-identity", "aad_vm");
		end.join();
		assertThat(this.azure.imds().requests()).extracting(RecordedTokenRequest::status).containsExactly(429, 200);
	}

	@Test
	void azureCliLogsIn() throws Exception {
		AzureCli azureCli = signedIn();
		this.variables.put("PATH", azureCli.directory().toString());
		assertLogin("azure-cli", "aad_user");
		assertThat(azureCli.commands())
			.containsExactly("account get-access-token --output json --resource " + Databases.AUDIENCE);
	}

	@Test
	void azureCliWhenSignedOutSaysSo() throws Exception {
		AzureCli azureCli = signedIn();
		azureCli.signedOut();
		this.variables.put("PATH", azureCli.directory().toString());
		LoginProcess.Result result = LoginProcess.run(this.azure, this.variables, "azure-cli", "aad_user");
		assertThat(result.exitCode()).isNotZero();
		assertThat(result.output()).contains("Please run 'az login' to set up account");
	}

	private AzureCli signedIn() {
		return this.azure.azureCli("ada@contoso.example", "aad_user");
	}

	private void servicePrincipal(String secret) {
		this.azure.servicePrincipal(CLIENT_ID, SECRET, "aad_sp");
		this.variables.putAll(this.azure.entraEnvironment());
		this.variables.put("AZURE_TENANT_ID", tenantId());
		this.variables.put("AZURE_CLIENT_ID", CLIENT_ID);
		this.variables.put("AZURE_CLIENT_SECRET", secret);
	}

	private String tenantId() {
		return this.azure.entra().tenantId();
	}

	private void assertLogin(String credential, String role) throws Exception {
		LoginProcess.Result result = LoginProcess.run(this.azure, this.variables, credential, role);
		assertThat(result.output()).contains("Logged in as " + role);
		assertThat(result.exitCode()).isZero();
	}

}
