package io.github.serviceconnector.postgresql.identity;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.LayeredSettings;
import io.github.serviceconnector.postgresql.identity.Identity.DefaultChain;
import io.github.serviceconnector.postgresql.identity.Identity.Endpoint;
import io.github.serviceconnector.postgresql.identity.Identity.ManagedIdentity;
import io.github.serviceconnector.postgresql.identity.Identity.ServicePrincipal;
import io.github.serviceconnector.postgresql.identity.Identity.Tenant;
import io.github.serviceconnector.postgresql.identity.Identity.WorkloadIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link IdentityChoice}.
 */
class IdentityChoiceTests {

	private static final Endpoint ENDPOINT = new Endpoint(URI.create("http://127.0.0.1:41741/msi/token"), "header");

	private static final Endpoint IMDS = new Endpoint(
			URI.create("http://169.254.169.254/metadata/identity/oauth2/token"), null);

	private static final URI AUTHORITY = URI.create("https://login.microsoftonline.com");

	private static final Tenant TENANT = new Tenant("tenant", AUTHORITY);

	private final Map<String, String> settings = new HashMap<>();

	@Test
	void chooseWhenOnAppServiceIsItsSystemAssignedIdentity() {
		appService();
		assertThat(choose()).isEqualTo(new ManagedIdentity(null, ENDPOINT));
		assertThat(choose().description()).isEqualTo("system-assigned managed identity");
	}

	@Test
	void chooseWhenClientIdIsBoundIsThatUserAssignedIdentity() {
		appService();
		this.settings.put("spring.cloud.azure.credential.client-id", "4711");
		this.settings.put("spring.cloud.azure.credential.managed-identity-enabled", "true");
		assertThat(choose()).isEqualTo(new ManagedIdentity("4711", ENDPOINT));
		assertThat(choose().description()).isEqualTo("user-assigned managed identity 4711");
	}

	@Test
	void chooseWhenSwitchIsSpelledAsOnTheCurrentPageIsManagedIdentity() {
		this.settings.put("spring.cloud.azure.credential.client-managed-identity-enabled", "true");
		assertThat(choose()).isEqualTo(new ManagedIdentity(null, IMDS));
	}

	@Test
	void chooseWhenManagedIdentityIsAskedForAndNoPlatformIsNamedIsAVirtualMachines() {
		managedIdentity();
		this.settings.put("spring.cloud.azure.credential.client-id", "4711");
		assertThat(choose()).isEqualTo(new ManagedIdentity("4711", IMDS));
	}

	@Test
	void chooseWhenChainIsManagedIdentityAloneAndNoPlatformIsNamedIsAVirtualMachines() {
		this.settings.putAll(Map.of("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential", "AZURE_CLIENT_ID", "4711"));
		assertThat(choose()).isEqualTo(new ManagedIdentity("4711", IMDS));
	}

	@Test
	void chooseWhenServiceFabricIsNamedLeavesItToAzureIdentity() {
		managedIdentity();
		appService();
		this.settings.put("IDENTITY_SERVER_THUMBPRINT", "abc");
		assertThat(choose()).isEqualTo(new ManagedIdentity(null, null));
	}

	@Test
	void chooseWhenAzureIdentityIsAskedForNamesNoVirtualMachine() {
		managedIdentity();
		assertThat(IdentityChoice.choose(new LayeredSettings().below(this.settings), true, null))
			.isEqualTo(new ManagedIdentity(null, null));
	}

	@Test
	void chooseWhenDataSourceHasItsOwnCredentialPrefersIt() {
		this.settings.put("spring.cloud.azure.credential.client-id", "general");
		this.settings.put("spring.datasource.azure.credential.client-id", "own");
		assertThat(choose()).isEqualTo(new DefaultChain("own", null, AUTHORITY));
	}

	@Test
	void chooseWhenClientIdVariableIsSetOnAppServiceAsksForItAsTheChainDoes() {
		appService();
		this.settings.put("AZURE_CLIENT_ID", "4711");
		assertThat(choose()).isEqualTo(new ManagedIdentity("4711", ENDPOINT));
	}

	@Test
	void chooseWhenClientSecretIsBoundIsServicePrincipal() {
		appService();
		this.settings.put("spring.cloud.azure.credential.client-id", "client");
		this.settings.put("spring.cloud.azure.credential.client-secret", "geheim");
		this.settings.put("spring.cloud.azure.profile.tenant-id", "tenant");
		assertThat(choose()).isEqualTo(new ServicePrincipal("client", TENANT, "geheim", true));
		assertThat(choose().toString()).doesNotContain("geheim");
	}

	@Test
	void chooseWhenServicePrincipalIsIncompleteSaysWhatIsMissing() {
		this.settings.put("spring.cloud.azure.credential.client-id", "client");
		this.settings.put("spring.cloud.azure.credential.client-secret", "geheim");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this::choose)
			.withMessage("'spring.cloud.azure.credential.client-secret' from layer 0 belongs to a service principal "
					+ "whose tenant id is not set.")
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo("Set 'spring.cloud.azure.profile.tenant-id' too."));
	}

	@Test
	void chooseWhenNothingIsSetIsTheDefaultChain() {
		assertThat(choose()).isEqualTo(new DefaultChain(null, null, AUTHORITY));
	}

	@ParameterizedTest
	@ValueSource(strings = { "dev", "AzureCliCredential", "EnvironmentCredential" })
	void chooseWhenChainIsWithoutManagedIdentityLeavesItToAzureIdentity(String chain) {
		appService();
		this.settings.put("AZURE_TOKEN_CREDENTIALS", chain);
		assertThat(choose()).isInstanceOf(DefaultChain.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "prod", "PROD", "ManagedIdentityCredential" })
	void chooseWhenChainIsWithManagedIdentityTakesIt(String chain) {
		appService();
		this.settings.put("AZURE_TOKEN_CREDENTIALS", chain);
		assertThat(choose()).isInstanceOf(ManagedIdentity.class);
	}

	@Test
	void chooseWhenChainIsManagedIdentityAloneTakesItBeforeAServicePrincipal() {
		appService();
		this.settings.putAll(Map.of("AZURE_CLIENT_ID", "c", "AZURE_TENANT_ID", "t", "AZURE_CLIENT_SECRET", "s"));
		this.settings.put("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential");
		assertThat(choose()).isEqualTo(new ManagedIdentity("c", ENDPOINT));
	}

	@Test
	void chooseWhenVariablesOfServicePrincipalComeFirstInTheChainTakesIt() {
		appService();
		this.settings
			.putAll(Map.of("AZURE_CLIENT_ID", "client", "AZURE_TENANT_ID", "tenant", "AZURE_CLIENT_SECRET", "geheim"));
		assertThat(choose()).isEqualTo(new ServicePrincipal("client", TENANT, "geheim", true));
	}

	@Test
	void chooseWhenServicePrincipalOfVariablesHasACertificateLeavesItToAzureIdentity() {
		appService();
		this.settings
			.putAll(Map.of("AZURE_CLIENT_ID", "c", "AZURE_TENANT_ID", "t", "AZURE_CLIENT_CERTIFICATE_PATH", "/pem"));
		assertThat(choose()).isInstanceOf(DefaultChain.class);
	}

	@Test
	void chooseWhenSecretIsAnUnresolvedKeyVaultReferenceSaysSo() {
		this.settings.putAll(Map.of("AZURE_CLIENT_ID", "c", "AZURE_TENANT_ID", "t", "AZURE_CLIENT_SECRET",
				"@Microsoft.KeyVault(SecretUri=https://vault.example/)"));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this::choose)
			.withMessageContaining("'AZURE_CLIENT_SECRET' from layer 0");
	}

	@Test
	void chooseWhenAzureIdentityIsAskedForLeavesEntraToIt() {
		aks();
		assertThat(IdentityChoice.choose(new LayeredSettings().below(this.settings), true, null))
			.isEqualTo(new WorkloadIdentity("webhook", TENANT, Path.of("/var/run/token"), false));
		this.settings.put("AZURE_CLIENT_SECRET", "geheim");
		assertThat(IdentityChoice.choose(new LayeredSettings().below(this.settings), true, null))
			.isEqualTo(new ServicePrincipal("webhook", TENANT, "geheim", false));
	}

	@Test
	void chooseWhenOnAksIsTheWorkloadIdentityWhateverTheBindingSays() {
		aks();
		this.settings.put("spring.cloud.azure.credential.client-id", "bound");
		this.settings.put("spring.cloud.azure.credential.managed-identity-enabled", "true");
		assertThat(choose()).isEqualTo(new WorkloadIdentity("bound", TENANT, Path.of("/var/run/token"), true));
	}

	@Test
	void chooseWhenWorkloadIdentityComesFirstInTheChainTakesIt() {
		appService();
		aks();
		assertThat(choose()).isEqualTo(new WorkloadIdentity("webhook", TENANT, Path.of("/var/run/token"), true));
		assertThat(choose().description()).isEqualTo("workload identity webhook");
	}

	@Test
	void chooseWhenWorkloadIdentityIsIncompleteGoesOnAsTheChainDoes() {
		appService();
		this.settings.put("AZURE_FEDERATED_TOKEN_FILE", "/var/run/token");
		assertThat(choose()).isInstanceOf(ManagedIdentity.class);
	}

	@Test
	void chooseWhenTenantsDisagreeSaysSo() {
		this.settings.putAll(Map.of("spring.cloud.azure.credential.client-id", "c",
				"spring.cloud.azure.credential.client-secret", "s", "spring.cloud.azure.credential.tenant-id", "one",
				"spring.cloud.azure.profile.tenant-id", "two"));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this::choose)
			.withMessage("'spring.cloud.azure.profile.tenant-id' from layer 0 names another tenant than "
					+ "'spring.cloud.azure.credential.tenant-id' from layer 0.");
	}

	@Test
	void chooseWhenEndpointIsServiceFabricsLeavesItToAzureIdentity() {
		appService();
		this.settings.put("IDENTITY_SERVER_THUMBPRINT", "abc");
		assertThat(choose()).isInstanceOf(DefaultChain.class);
	}

	@Test
	void chooseWhenAzureIdentityIsAskedForNamesNoEndpoint() {
		appService();
		assertThat(IdentityChoice.choose(new LayeredSettings().below(this.settings), true, null))
			.isEqualTo(new DefaultChain(null, null, AUTHORITY));
	}

	private void managedIdentity() {
		this.settings.put("spring.cloud.azure.credential.managed-identity-enabled", "true");
	}

	private void appService() {
		this.settings.put("IDENTITY_ENDPOINT", ENDPOINT.uri().toString());
		this.settings.put("IDENTITY_HEADER", "header");
	}

	private void aks() {
		this.settings.putAll(Map.of("AZURE_CLIENT_ID", "webhook", "AZURE_TENANT_ID", "tenant",
				"AZURE_FEDERATED_TOKEN_FILE", "/var/run/token"));
	}

	private Identity choose() {
		return IdentityChoice.choose(new LayeredSettings().below(this.settings), false, null);
	}

}
