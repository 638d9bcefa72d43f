package io.github.serviceconnector.postgresql.identity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Workload identities and client secrets by the documented endpoint and by
 * azure-identity.
 */
class EntraSourceParityTests {

	private static final String CLIENT_ID = "spring.cloud.azure.credential.client-id";

	private static final String CLIENT_SECRET = "spring.cloud.azure.credential.client-secret";

	private static final String TENANT_ID = "spring.cloud.azure.profile.tenant-id";

	private static final String AUTHORITY = "spring.cloud.azure.profile.environment.active-directory-endpoint";

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	@TempDir
	private Path directory;

	private SourceParity parity;

	@BeforeEach
	void identities() {
		azure.get().systemAssignedIdentity("aad_app");
		azure.get().servicePrincipal("sp", "geheim", "aad_sp");
		this.parity = new SourceParity(azure.get());
	}

	static Stream<Arguments> workloadIdentity() {
		return Stream.of(environment("as the webhook sets it", Map.of()),
				environment("production chain", Map.of("AZURE_TOKEN_CREDENTIALS", "prod")),
				environment("workload identity alone", Map.of("AZURE_TOKEN_CREDENTIALS", "WorkloadIdentityCredential")),
				environment("client id of nobody", Map.of("AZURE_CLIENT_ID", "nobody")),
				environment("client id of another account", Map.of("AZURE_CLIENT_ID", "sp")),
				environment("empty client id", Map.of("AZURE_CLIENT_ID", "")),
				environment("unknown tenant", Map.of("AZURE_TENANT_ID", "nowhere")),
				environment("tenant that is none", Map.of("AZURE_TENANT_ID", "a/b")),
				environment("file that is missing", Map.of("AZURE_FEDERATED_TOKEN_FILE", "/none")),
				environment("empty name of a file", Map.of("AZURE_FEDERATED_TOKEN_FILE", "")),
				environment("authority without TLS", Map.of("AZURE_AUTHORITY_HOST", "http://localhost/")));
	}

	@ParameterizedTest
	@MethodSource
	void workloadIdentity(Map<String, String> environment) throws Exception {
		this.parity.with(workload()).with(environment).assertSameAs("default-chain");
	}

	static Stream<Arguments> workloadIdentityByProperty() {
		return Stream.of(
				environment("that asks for a managed identity",
						Map.of("AZURE_CLIENT_ID", "nobody", CLIENT_ID, "workload",
								"spring.cloud.azure.credential.managed-identity-enabled", "true")),
				environment("tenant of the profile",
						Map.of("AZURE_TENANT_ID", "nowhere", TENANT_ID, SourceParity.TENANT)));
	}

	@ParameterizedTest
	@MethodSource
	void workloadIdentityByProperty(Map<String, String> environment) throws Exception {
		this.parity.with(workload()).with(environment).assertSameAs("azure-identity");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " \n" })
	void emptyTokenFileIsSentByNeither(String content) throws Exception {
		Path file = Files.writeString(this.directory.resolve("token"), content);
		this.parity.with(workload()).with(Map.of("AZURE_FEDERATED_TOKEN_FILE", file.toString()));
		SourceParity.Outcome direct = this.parity.direct();
		assertThat(direct.result())
			.isEqualTo("Failure: The token file " + file + " of the workload identity workload is empty.");
		assertThat(direct.requests()).isEmpty();
		SourceParity.Outcome library = this.parity.run("default-chain");
		assertThat(library.hasToken()).isFalse();
		assertThat(library.requests()).isEmpty();
	}

	static Stream<Arguments> clientSecret() {
		return Stream.of(environment("all variables", Map.of()),
				environment("production chain", Map.of("AZURE_TOKEN_CREDENTIALS", "prod")),
				environment("environment alone", Map.of("AZURE_TOKEN_CREDENTIALS", "EnvironmentCredential")),
				environment("wrong secret", Map.of("AZURE_CLIENT_SECRET", "guess")),
				environment("empty secret", Map.of("AZURE_CLIENT_SECRET", "")),
				environment("unknown application", Map.of("AZURE_CLIENT_ID", "nobody")),
				environment("empty client id", Map.of("AZURE_CLIENT_ID", "")),
				environment("unknown tenant", Map.of("AZURE_TENANT_ID", "nowhere")),
				environment("empty tenant", Map.of("AZURE_TENANT_ID", "")));
	}

	@ParameterizedTest
	@MethodSource
	void clientSecret(Map<String, String> environment) throws Exception {
		this.parity
			.with(Map.of("AZURE_CLIENT_ID", "sp", "AZURE_CLIENT_SECRET", "geheim", "AZURE_TENANT_ID",
					SourceParity.TENANT))
			.with(environment)
			.assertSameAs("default-chain");
	}

	static Stream<Arguments> clientSecretByProperty() {
		return Stream.of(environment("all properties", Map.of()),
				environment("wrong secret", Map.of(CLIENT_SECRET, "guess")), environment("authority of the profile",
						Map.of("AZURE_AUTHORITY_HOST", "https://localhost:1", AUTHORITY, SourceParity.ENTRA)));
	}

	@ParameterizedTest
	@MethodSource
	void clientSecretByProperty(Map<String, String> environment) throws Exception {
		this.parity.with(Map.of(CLIENT_ID, "sp", CLIENT_SECRET, "geheim", TENANT_ID, SourceParity.TENANT))
			.with(environment)
			.assertSameAs("azure-identity");
	}

	private static Map<String, String> workload() {
		return azure.get().workloadIdentityEnvironment(azure.get().workloadIdentity("workload", "aad_workload"));
	}

	private static Arguments environment(String name, Map<String, String> variables) {
		return Arguments.argumentSet(name, variables);
	}

}
