package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLHandshakeException;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link EntraEndpoint}.
 */
class EntraEndpointTests {

	private static final String APP = "5b0cbb2a-3a0e-4d5b-9d33-0c6c2b8d9f21";

	private static final String WORKLOAD = "c0ffee00-3a0e-4d5b-9d33-0c6c2b8d9f21";

	private static final String SECRET = "s3cr~t/+&=";

	private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

	@RegisterExtension
	private static final LocalAzureExtension AZURE = LocalAzureExtension.create();

	private final LocalAzure azure = AZURE.get();

	private final EntraEndpoint entra = this.azure.entra();

	private final Map<String, String> form = new HashMap<>();

	private final HttpClient client;

	EntraEndpointTests() throws Exception {
		this.client = HttpCalls.client(this.azure.trustStore());
	}

	@BeforeEach
	void identities() {
		this.azure.servicePrincipal(APP, SECRET, "aad_sp");
		this.azure.workloadIdentity(WORKLOAD, "aad_workload");
		this.form.put("grant_type", "client_credentials");
		this.form.put("client_id", APP);
		this.form.put("client_secret", SECRET);
		this.form.put("scope", Databases.AUDIENCE + "/.default");
	}

	@Test
	void tokenIsAsDocumented() throws Exception {
		HttpResponse<String> response = post();
		assertThat(response.statusCode()).isEqualTo(200);
		Map<String, Object> body = HttpCalls.json(response);
		assertThat(body).containsOnlyKeys("token_type", "expires_in", "ext_expires_in", "access_token")
			.containsEntry("token_type", "Bearer")
			.containsEntry("expires_in", 3599L);
		JWTClaimsSet claims = HttpCalls.claims(HttpCalls.text(body, "access_token"));
		assertThat(claims.getAudience()).containsExactly(Databases.AUDIENCE);
		assertThat(claims.getClaims()).containsEntry("appid", APP)
			.containsEntry("tid", this.entra.tenantId())
			.containsEntry("idtyp", "app")
			.doesNotContainKeys("xms_mirid", "upn");
	}

	@Test
	void tokenWhenAssertionIsTheClustersLogsIn() throws Exception {
		assertion(WORKLOAD, Files.readString(tokenFile()));
		Map<String, Object> body = HttpCalls.json(post());
		Databases.connect(this.azure, "aad_workload", HttpCalls.text(body, "access_token")).close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			client_secret | guess | 401 | invalid_client | 7000215
			client_id | unknown | 400 | unauthorized_client | 700016
			grant_type | password | 400 | unsupported_grant_type | 70003
			scope | https://vault.azure.net | 400 | invalid_scope | 1002012
			scope | https://vault.azure.net/.default https://storage.azure.com/.default | 400 | invalid_scope | 1002012
			scope | https://nowhere.example/.default | 400 | invalid_resource | 500011
			""")
	void tokenWhenParameterIsWrongIsRefused(String name, String value, int status, String error, long code)
			throws Exception {
		this.form.put(name, value);
		assertError(post(), status, error, code);
	}

	@ParameterizedTest
	@CsvSource({ "client_secret, 401, invalid_client, 7000218", "client_id, 400, invalid_request, 900144",
			"scope, 400, invalid_request, 900144", "grant_type, 400, invalid_request, 900144" })
	void tokenWhenParameterIsMissingIsRefused(String name, int status, String error, long code) throws Exception {
		this.form.remove(name);
		assertError(post(), status, error, code);
	}

	@Test
	void tokenWhenSecretExpiredIsRefusedUntilThereIsAnother() throws Exception {
		this.entra.expireSecret(APP);
		assertError(post(), 401, "invalid_client", 7000222);
		this.azure.servicePrincipal(APP, "another", "aad_sp");
		assertError(post(), 401, "invalid_client", 7000215);
		this.form.put("client_secret", "another");
		assertThat(post().statusCode()).isEqualTo(200);
		assertThatIllegalArgumentException().isThrownBy(() -> this.entra.expireSecret(WORKLOAD));
	}

	@Test
	void tokenWhenTenantIsAnotherIsRefused() throws Exception {
		assertError(post(this.entra.uri().resolve("/contoso/oauth2/v2.0/token")), 400, "invalid_request", 90002);
	}

	@Test
	void tokenWhenAssertionIsForAnotherIsRefused() throws Exception {
		assertion(APP, Files.readString(tokenFile()));
		assertError(post(), 400, "invalid_request", 70021);
	}

	@Test
	void tokenWhenAssertionIsNotSignedByTheClusterIsRefused() throws Exception {
		assertion(WORKLOAD, Databases.token(this.azure, this.azure.systemAssignedIdentity("aad_app")));
		assertError(post(), 400, "invalid_request", 50027);
	}

	@Test
	void workloadIdentityEnvironmentIsTheWebhooks() {
		LocalIdentity identity = this.azure.workloadIdentity(WORKLOAD, "aad_workload");
		assertThat(this.azure.workloadIdentityEnvironment(identity))
			.containsOnlyKeys("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE",
					"AZURE_AUTHORITY_HOST")
			.containsEntry("AZURE_CLIENT_ID", WORKLOAD)
			.containsEntry("AZURE_TENANT_ID", this.entra.tenantId())
			.containsEntry("AZURE_AUTHORITY_HOST", this.entra.uri().toString());
		LocalIdentity other = this.azure.servicePrincipal(APP, SECRET, "aad_sp");
		assertThatIllegalArgumentException().isThrownBy(() -> this.azure.workloadIdentityEnvironment(other));
	}

	@Test
	void springBootSettingsWhenServicePrincipalAreServiceConnectors() {
		assertThat(this.azure.springBootSettings(this.azure.servicePrincipal(APP, SECRET, "aad_sp")))
			.containsEntry("spring.datasource.username", "aad_sp")
			.containsEntry("spring.cloud.azure.credential.client-id", APP)
			.containsEntry("spring.cloud.azure.credential.client-secret", SECRET)
			.containsEntry("spring.cloud.azure.profile.tenant-id", this.entra.tenantId())
			.doesNotContainKey("spring.cloud.azure.credential.managed-identity-enabled");
	}

	@Test
	void discoveryLeadsToTokenEndpoint() throws Exception {
		Map<String, Object> instance = HttpCalls.json(discovery("https://localhost/contoso/oauth2/v2.0/authorize"));
		assertThat(instance.get("metadata")).asString().contains("preferred_network=localhost");
		Map<String, Object> configuration = HttpCalls
			.json(HttpCalls.get(this.client, URI.create(HttpCalls.text(instance, "tenant_discovery_endpoint"))));
		assertThat(configuration).containsEntry("token_endpoint",
				this.entra.uri().resolve("/contoso/oauth2/v2.0/token").toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://elsewhere.example/contoso/oauth2/v2.0/authorize", "" })
	void discoveryWhenHostIsAnotherIsRefused(String endpoint) throws Exception {
		assertError(discovery(endpoint), 400, "invalid_instance", 50049);
	}

	@ParameterizedTest
	@CsvSource({ "/contoso/oauth2/token, 404", "/contoso/oauth2/v2.0/token, 405" })
	void callWhenAnotherNamesItself(String path, int status) throws Exception {
		HttpResponse<String> response = HttpCalls.get(this.client, this.entra.uri().resolve(path));
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.body()).contains("unscripted call: GET " + path);
	}

	@Test
	void respondLeavesDiscoveryAlone() throws Exception {
		this.entra.respond(503, "{}", Map.of("Retry-After", "7"));
		assertThat(post().headers().firstValue("Retry-After")).hasValue("7");
		assertThat(discovery("https://localhost/contoso/oauth2/v2.0/authorize").statusCode()).isEqualTo(200);
		this.entra.reset();
		assertThat(post().statusCode()).isEqualTo(200);
		assertThat(this.entra.requests()).extracting(RecordedTokenRequest::status).containsExactly(503, 200, 200);
	}

	@Test
	void hangNeverAnswers() {
		this.entra.hang();
		assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(
				() -> this.client.send(HttpCalls.form(tokenUri(), this.form).timeout(Duration.ofMillis(500)).build(),
						BodyHandlers.ofString()));
	}

	@Test
	void closeConnectionLeavesCallerWithout() {
		this.entra.closeConnection();
		assertThatExceptionOfType(IOException.class).isThrownBy(this::post);
	}

	@Test
	void requestsWhenCalledTellNoSecret() throws Exception {
		String federated = Files.readString(tokenFile());
		post();
		assertion(WORKLOAD, federated);
		post();
		assertThat(this.entra.requests()).hasSize(2);
		assertThat(this.entra.requests().toString()).doesNotContain(SECRET)
			.doesNotContain(federated)
			.contains("client_secret=***", "client_assertion=***", "grant_type=client_credentials");
	}

	@Test
	void certificateIsOfItsOwnAuthority() {
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(() -> HttpCalls.get(HttpClient.newHttpClient(), this.entra.uri()));
	}

	@Test
	void hostsFileKeepsNamesOnThisMachine() throws IOException {
		assertThat(this.azure.hostsFile("db.example")).content()
			.isEqualTo("127.0.0.1 localhost\n127.0.0.1 login.microsoftonline.com\n127.0.0.1 db.example\n");
		assertThat(Files.readAllLines(this.azure.hostsFile("other.example"))).hasSize(3);
	}

	private void assertion(String clientId, String assertion) {
		this.form.remove("client_secret");
		this.form.put("client_id", clientId);
		this.form.put("client_assertion_type", ASSERTION_TYPE);
		this.form.put("client_assertion", assertion);
	}

	private Path tokenFile() {
		return Path.of(this.azure.workloadIdentityEnvironment(this.azure.workloadIdentity(WORKLOAD, "aad_workload"))
			.getOrDefault("AZURE_FEDERATED_TOKEN_FILE", ""));
	}

	private URI tokenUri() {
		return this.entra.uri().resolve("/%s/oauth2/v2.0/token".formatted(this.entra.tenantId()));
	}

	private HttpResponse<String> post() throws IOException, InterruptedException {
		return post(tokenUri());
	}

	private HttpResponse<String> post(URI uri) throws IOException, InterruptedException {
		return this.client.send(HttpCalls.form(uri, this.form).build(), BodyHandlers.ofString());
	}

	private HttpResponse<String> discovery(String endpoint) throws Exception {
		return HttpCalls.get(this.client, this.entra.uri()
			.resolve("/common/discovery/instance?" + HttpCalls.encode(Map.of("authorization_endpoint", endpoint))));
	}

	private static void assertError(HttpResponse<String> response, int status, String error, long code)
			throws Exception {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(HttpCalls.json(response)).containsEntry("error", error)
			.containsEntry("error_codes", List.of(code))
			.hasEntrySatisfying("error_description",
					(description) -> assertThat((String) description).startsWith("AADSTS" + code + ": "))
			.containsKeys("timestamp", "trace_id", "correlation_id");
	}

}
