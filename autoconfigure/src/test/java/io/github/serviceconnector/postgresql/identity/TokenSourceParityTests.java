package io.github.serviceconnector.postgresql.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.RecordedTokenRequest;
import io.github.serviceconnector.postgresql.local.TokenEndpoint;
import io.github.serviceconnector.postgresql.local.TrustStore;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fetches a token with the documented endpoints and with azure-identity, each in a
 * process of its own: the same environment must lead to the same endpoint, the same
 * request, the same claims and an error that says as much. Where only variables count,
 * azure-identity's own credential is left alone with them; elsewhere it is given what the
 * properties say.
 */
class TokenSourceParityTests {

	private static final String TENANT = "<tenant>";

	private static final String CLIENT_ID = "spring.cloud.azure.credential.client-id";

	private static final String MANAGED_IDENTITY = "spring.cloud.azure.credential.managed-identity-enabled";

	private static final String CLIENT_SECRET = "spring.cloud.azure.credential.client-secret";

	private static final String TENANT_ID = "spring.cloud.azure.profile.tenant-id";

	// What azure-identity adds of its own says nothing of the identity or the token
	private static final Set<String> COMPARED = Set.of("api-version", "resource", "client_id", "grant_type",
			"client_secret", "client_assertion", "client_assertion_type", "scope");

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.create();

	@TempDir
	private Path directory;

	private final Map<String, String> variables = new HashMap<>();

	@BeforeEach
	void identities() {
		azure.get().systemAssignedIdentity("aad_app");
		azure.get().userAssignedIdentity("4711", "aad_user_assigned");
		azure.get().servicePrincipal("sp", "geheim", "aad_sp");
		// Every process: none may ask a real endpoint
		this.variables.putAll(azure.get().imdsEnvironment());
		this.variables.putAll(azure.get().entraEnvironment());
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
		this.variables.putAll(azure.get().identityEnvironment());
		assertParity("default-chain", environment);
	}

	@ParameterizedTest
	@MethodSource("appServiceByProperties")
	void appServiceByProperty(Map<String, String> environment) throws Exception {
		this.variables.putAll(azure.get().identityEnvironment());
		assertParity("azure-identity", environment);
	}

	static Stream<Arguments> appServiceByProperties() {
		return Stream.of(environment("client id", Map.of("spring.datasource.azure.credential.client-id", "4711")),
				environment("managed identity", Map.of(MANAGED_IDENTITY, "true", CLIENT_ID, "4711")));
	}

	static Stream<Arguments> virtualMachineAlone() {
		return Stream.of(environment("nothing else", Map.of()),
				environment("client id variable", Map.of("AZURE_CLIENT_ID", "4711")),
				environment("empty client id variable", Map.of("AZURE_CLIENT_ID", "")),
				environment("client id of nobody", Map.of("AZURE_CLIENT_ID", "nobody")),
				environment("address of an endpoint without its header",
						Map.of("IDENTITY_ENDPOINT", "http://localhost")),
				environment("empty Cloud Shell", Map.of("MSI_ENDPOINT", "")));
	}

	@ParameterizedTest
	@MethodSource
	void virtualMachineAlone(Map<String, String> environment) throws Exception {
		this.variables.put("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential");
		assertParity("default-chain", environment);

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
		this.variables.put(MANAGED_IDENTITY, "true");
		assertParity(environment.containsKey(CLIENT_ID) ? "azure-identity" : "managed-identity", environment);

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
		this.variables
			.putAll(azure.get().workloadIdentityEnvironment(azure.get().workloadIdentity("workload", "aad_workload")));
		assertParity("default-chain", environment);
	}

	@ParameterizedTest
	@MethodSource("workloadIdentityByProperties")
	void workloadIdentityByProperty(Map<String, String> environment) throws Exception {
		this.variables
			.putAll(azure.get().workloadIdentityEnvironment(azure.get().workloadIdentity("workload", "aad_workload")));
		assertParity("azure-identity", environment);
	}

	static Stream<Arguments> workloadIdentityByProperties() {
		return Stream.of(
				environment("that asks for a managed identity",
						Map.of("AZURE_CLIENT_ID", "nobody", CLIENT_ID, "workload", MANAGED_IDENTITY, "true")),
				environment("tenant of the profile", Map.of("AZURE_TENANT_ID", "nowhere", TENANT_ID, TENANT)));
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
		this.variables
			.putAll(Map.of("AZURE_CLIENT_ID", "sp", "AZURE_CLIENT_SECRET", "geheim", "AZURE_TENANT_ID", tenantId()));
		assertParity("default-chain", environment);
	}

	@ParameterizedTest
	@MethodSource("clientSecretByProperties")
	void clientSecretByProperty(Map<String, String> environment) throws Exception {
		this.variables.putAll(Map.of(CLIENT_ID, "sp", CLIENT_SECRET, "geheim", TENANT_ID, TENANT));
		assertParity("azure-identity", environment);
	}

	static Stream<Arguments> clientSecretByProperties() {
		return Stream.of(environment("all properties", Map.of()),
				environment("wrong secret", Map.of(CLIENT_SECRET, "guess")),
				environment("authority of the profile", Map.of("AZURE_AUTHORITY_HOST", "https://localhost:1",
						"spring.cloud.azure.profile.environment.active-directory-endpoint", "<entra>")));
	}

	@ParameterizedTest
	@MethodSource("emptyFiles")
	void emptyTokenFileIsRefusedByBoth(String content) throws IOException, InterruptedException {
		Path file = Files.writeString(this.directory.resolve("token"), content);
		this.variables.putAll(Map.of("AZURE_CLIENT_ID", "workload", "AZURE_TENANT_ID", tenantId(),
				"AZURE_FEDERATED_TOKEN_FILE", file.toString()));
		assertThat(run("direct").result()).contains("The token file " + file).contains(" is empty.");
		assertThat(run("default-chain").result()).startsWith("Failure");
		assertThat(azure.get().entra().requests()).noneMatch((request) -> request.path().endsWith("/token"));
	}

	static Stream<String> emptyFiles() {
		return Stream.of("", " \n");
	}

	@ParameterizedTest
	@MethodSource
	void endpointIsAskedWithoutAClassOfAzureIdentity(String source, Map<String, String> environment) throws Exception {
		this.variables.putAll(azure.get().identityEnvironment());
		this.variables.putAll(environment);
		String output = run("direct", "-Xlog:class+load").output();
		assertThat(output).contains("Claims: ", "io.github.serviceconnector.postgresql.identity." + source)
			.doesNotContain("com.azure.", "com.microsoft.", "reactor.");
	}

	static Stream<Arguments> endpointIsAskedWithoutAClassOfAzureIdentity() {
		return Stream.of(Arguments.of("AppServiceTokenSource", Map.of()),
				Arguments.of("ImdsTokenSource", Map.of("IDENTITY_HEADER", "", MANAGED_IDENTITY, "true")),
				Arguments.of("EntraTokenSource",
						azure.get()
							.workloadIdentityEnvironment(azure.get().workloadIdentity("workload", "aad_workload"))),
				Arguments.of("EntraTokenSource",
						Map.of(CLIENT_ID, "sp", CLIENT_SECRET, "geheim", TENANT_ID, tenantId())));
	}

	// azure-identity's EnvironmentCredential takes an empty variable for one that is set,
	// unlike its other credentials, and fails. Here an empty setting is none, as in all
	// of Spring Boot.
	@Test
	void emptySecretOnAppServiceIsAnErrorToAzureIdentityAlone() throws IOException, InterruptedException {
		this.variables.putAll(azure.get().identityEnvironment());
		this.variables.putAll(Map.of("AZURE_CLIENT_ID", "4711", "AZURE_CLIENT_SECRET", "", "AZURE_TENANT_ID", "t"));
		assertThat(run("default-chain").result()).contains("clientSecret is null or empty");
		assertThat(run("direct").result()).startsWith("Claims: {appid=4711,");
	}

	private static Arguments environment(String name, Map<String, String> variables) {
		return Arguments.argumentSet(name, variables);
	}

	private void assertParity(String libraryWay, Map<String, String> environment) throws Exception {
		this.variables.putAll(environment);
		this.variables.replaceAll((name, value) -> value.replace(TENANT, tenantId())
			.replace("<entra>", azure.get().entra().uri().toString()));
		Outcome direct = run("direct");
		Outcome library = run(libraryWay);
		assertThat(direct.requests()).isEqualTo(library.requests());
		assertThat(direct.hasToken()).isEqualTo(library.hasToken());
		if (direct.hasToken()) {
			assertThat(direct.result()).isEqualTo(library.result());
		}
		else {
			assertThat(direct.providersWords()).isEqualTo(library.providersWords());
			assertThat(direct.providersWords().isEmpty()).isEqualTo(direct.requests().isEmpty());
		}
	}

	private Outcome run(String way, String... jvmOptions) throws IOException, InterruptedException {
		azure.get().reset();
		TrustStore trustStore = azure.get().trustStore();
		List<String> options = new ArrayList<>(List.of(jvmOptions));
		options.addAll(List.of("-XX:TieredStopAtLevel=1", "-Djdk.net.hosts.file=" + azure.get().hostsFile(),
				"-Djavax.net.ssl.trustStore=" + trustStore.file(),
				"-Djavax.net.ssl.trustStorePassword=" + trustStore.password()));
		String output = ApplicationProcess.run(TokenProcess.class, this.variables, options, way).output();
		List<String> requests = new ArrayList<>();
		Stream.of(azure.get().identityEndpoint(), azure.get().imds(), azure.get().entra())
			.forEach((endpoint) -> requests.addAll(compared(endpoint)));
		return new Outcome(requests, output);
	}

	private static List<String> compared(TokenEndpoint endpoint) {
		return endpoint.requests()
			.stream()
			.filter((request) -> request.path().endsWith("/token"))
			.map(TokenSourceParityTests::compared)
			.distinct()
			.toList();
	}

	private static String compared(RecordedTokenRequest request) {
		Map<String, String> parameters = new HashMap<>(request.query());
		parameters.keySet().retainAll(COMPARED);
		// msal4j asks for a user's scopes with every token
		parameters.computeIfPresent("scope", (name, scope) -> scope.replaceAll("(^| )[a-z_]+(?= |$)", "").strip());
		return request.method() + " " + request.path().replace("//", "/") + " " + new TreeMap<>(parameters);
	}

	private static String tenantId() {
		return azure.get().entra().tenantId();
	}

	/**
	 * What came of a run.
	 *
	 * @param requests its token requests, without repetitions
	 * @param output what it printed
	 */
	private record Outcome(List<String> requests, String output) {

		private static final Pattern PROVIDERS_WORDS = Pattern
			.compile("AADSTS\\d+|Identity not found|X-IDENTITY-HEADER is missing");

		String result() {
			return this.output.lines()
				.filter((line) -> line.startsWith("Claims: ") || line.startsWith("Failure"))
				.findFirst()
				.orElse(this.output);
		}

		boolean hasToken() {
			return result().startsWith("Claims: ");
		}

		String providersWords() {
			Matcher matcher = PROVIDERS_WORDS.matcher(this.output);
			return matcher.find() ? matcher.group() : "";
		}

	}

}
