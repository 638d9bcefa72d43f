package io.github.serviceconnector.postgresql.identity;

import java.util.Map;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Managed identities by the documented endpoints and by azure-identity.
 */
class TokenSourceParityTests {

	private static final String CLIENT_ID = "spring.cloud.azure.credential.client-id";

	private static final String MANAGED_IDENTITY = "spring.cloud.azure.credential.managed-identity-enabled";

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private SourceParity parity;

	@BeforeEach
	void identities() {
		azure.get().systemAssignedIdentity("aad_app");
		azure.get().userAssignedIdentity("4711", "aad_user_assigned");
		this.parity = new SourceParity(azure.get());
	}

	static Stream<Arguments> appService() {
		return Stream.of(environment("nothing else", Map.of()),
				environment("client id variable", Map.of("AZURE_CLIENT_ID", "4711")),
				environment("empty client id variable", Map.of("AZURE_CLIENT_ID", "")),
				environment("client id of nobody", Map.of("AZURE_CLIENT_ID", "nobody")),
				environment("production chain", Map.of("AZURE_TOKEN_CREDENTIALS", "prod")),
				environment("managed identity alone", Map.of("AZURE_TOKEN_CREDENTIALS", "managedidentitycredential")),
				environment("wrong header", Map.of("IDENTITY_HEADER", "wrong")),
				environment("incomplete workload identity", Map.of("AZURE_FEDERATED_TOKEN_FILE", "/none")));
	}

	@ParameterizedTest
	@MethodSource
	void appService(Map<String, String> environment) throws Exception {
		this.parity.with(azure.get().identityEnvironment()).with(environment).assertSameAs("default-chain");
	}

	static Stream<Arguments> appServiceByProperty() {
		return Stream.of(environment("client id", Map.of("spring.datasource.azure.credential.client-id", "4711")),
				environment("managed identity", Map.of(MANAGED_IDENTITY, "true", CLIENT_ID, "4711")));
	}

	@ParameterizedTest
	@MethodSource
	void appServiceByProperty(Map<String, String> environment) throws Exception {
		this.parity.with(azure.get().identityEnvironment()).with(environment).assertSameAs("azure-identity");
	}

	static Stream<Arguments> virtualMachine() {
		return Stream.of(environment("nothing else", Map.of()),
				environment("client id variable", Map.of("AZURE_CLIENT_ID", "4711")),
				environment("empty client id variable", Map.of("AZURE_CLIENT_ID", "")),
				environment("client id of nobody", Map.of("AZURE_CLIENT_ID", "nobody")),
				environment("endpoint without its header", Map.of("IDENTITY_ENDPOINT", "http://localhost")),
				environment("empty Cloud Shell", Map.of("MSI_ENDPOINT", "")));
	}

	@ParameterizedTest
	@MethodSource
	void virtualMachine(Map<String, String> environment) throws Exception {
		this.parity.with(Map.of("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential"))
			.with(environment)
			.assertSameAs("default-chain");
		assertThat(azure.get().imds().requests()).hasSize(1);
	}

	static Stream<Arguments> virtualMachineByProperty() {
		return Stream.of(environment("system-assigned", Map.of()),
				environment("user-assigned", Map.of(CLIENT_ID, "4711")),
				environment("of nobody", Map.of(CLIENT_ID, "nobody")),
				environment("client id variable", Map.of("AZURE_CLIENT_ID", "4711")));
	}

	@ParameterizedTest
	@MethodSource
	void virtualMachineByProperty(Map<String, String> environment) throws Exception {
		this.parity.with(Map.of(MANAGED_IDENTITY, "true"))
			.with(environment)
			.assertSameAs(environment.containsKey(CLIENT_ID) ? "azure-identity" : "managed-identity");
		assertThat(azure.get().imds().requests()).hasSize(1);
	}

	// azure-identity's EnvironmentCredential takes an empty variable for one that is set,
	// unlike its other credentials, and fails. Here an empty setting is none, as in all
	// of Spring Boot.
	@Test
	void emptySecretOnAppServiceIsAnErrorToAzureIdentityAlone() throws Exception {
		this.parity.with(azure.get().identityEnvironment())
			.with(Map.of("AZURE_CLIENT_ID", "4711", "AZURE_CLIENT_SECRET", "", "AZURE_TENANT_ID", "t"));
		assertThat(this.parity.run("default-chain").result()).contains("clientSecret is null or empty");
		assertThat(this.parity.direct().result()).startsWith("Claims: {appid=4711,");
	}

	private static Arguments environment(String name, Map<String, String> variables) {
		return Arguments.argumentSet(name, variables);
	}

}
