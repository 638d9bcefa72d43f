package io.github.serviceconnector.postgresql.identity;

import java.io.IOException;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which classes are loaded for a token from a documented endpoint.
 */
class TokenClassLoadingTests {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private SourceParity process;

	@BeforeEach
	void identities() {
		azure.get().systemAssignedIdentity("aad_app");
		this.process = new SourceParity(azure.get());
	}

	@Test
	void appServiceNeedsNoneOfAzureIdentity() throws IOException, InterruptedException {
		this.process.with(azure.get().identityEnvironment());
		assertNoneOfAzureIdentity("AppServiceTokenSource");
	}

	@Test
	void virtualMachineNeedsNoneOfAzureIdentity() throws IOException, InterruptedException {
		this.process.with(Map.of("spring.cloud.azure.credential.managed-identity-enabled", "true"));
		assertNoneOfAzureIdentity("ImdsTokenSource");
	}

	@Test
	void workloadIdentityNeedsNoneOfAzureIdentity() throws IOException, InterruptedException {
		this.process
			.with(azure.get().workloadIdentityEnvironment(azure.get().workloadIdentity("workload", "aad_workload")));
		assertNoneOfAzureIdentity("EntraTokenSource");
	}

	@Test
	void clientSecretNeedsNoneOfAzureIdentity() throws IOException, InterruptedException {
		azure.get().servicePrincipal("sp", "geheim", "aad_sp");
		this.process.with(Map.of("AZURE_CLIENT_ID", "sp", "AZURE_CLIENT_SECRET", "geheim", "AZURE_TENANT_ID",
				SourceParity.TENANT));
		assertNoneOfAzureIdentity("EntraTokenSource");
	}

	private void assertNoneOfAzureIdentity(String source) throws IOException, InterruptedException {
		assertThat(this.process.run("direct", "-Xlog:class+load").output())
			.contains("Claims: ", "io.github.serviceconnector.postgresql.identity." + source)
			.doesNotContain("com.azure.", "com.microsoft.", "reactor.");
	}

}
