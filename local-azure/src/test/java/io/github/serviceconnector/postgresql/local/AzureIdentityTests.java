package io.github.serviceconnector.postgresql.local;

import java.util.HashMap;
import java.util.Map;

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
