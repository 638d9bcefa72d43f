package io.github.serviceconnector.postgresql.identity;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

import io.github.serviceconnector.postgresql.local.EntraEndpoint;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.LocalIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link EntraTokenSource}, over real TLS that the JVM trusts meanwhile.
 */
class EntraTokenSourceTests {

	private static final String SCOPE = "https://ossrdbms-aad.database.windows.net/.default";

	private static final String SECRET = "geheim~&=+%";

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private final JvmTrust trust = new JvmTrust();

	@TempDir
	private Path directory;

	@BeforeEach
	void trustEntra() throws GeneralSecurityException, IOException {
		azure.get().servicePrincipal("client", SECRET, "aad_app");
		this.trust.set(azure.get().trustStore());
	}

	@AfterEach
	void trustAsBefore() {
		this.trust.reset();
	}

	@Test
	void clientSecretIsPostedAsDocumented() {
		Instant before = Instant.now();
		AccessToken token = fetch(principal(SECRET));
		assertThat(token.expiresOn()).isBetween(before.plusSeconds(3599), Instant.now().plusSeconds(3599));
		assertThat(entra().requests()).singleElement().satisfies((request) -> {
			assertThat(request.method()).isEqualTo("POST");
			assertThat(request.path()).isEqualTo("/" + entra().tenantId() + "/oauth2/v2.0/token");
			assertThat(request.query()).isEqualTo(Map.of("grant_type", "client_credentials", "client_id", "client",
					"client_secret", "***", "scope", SCOPE));
		});
	}

	@Test
	void federatedTokenIsReadAnewForEachRequest() throws IOException {
		LocalIdentity workload = azure.get().workloadIdentity("workload", "aad_app");
		Path platforms = Path.of(Objects
			.requireNonNull(azure.get().workloadIdentityEnvironment(workload).get("AZURE_FEDERATED_TOKEN_FILE")));
		Path file = Files.writeString(this.directory.resolve("token"), Files.readString(platforms) + "\n");
		TokenSource source = source(workload(file));
		assertThat(source.fetch().value()).isNotEmpty();
		assertThat(entra().requests()).singleElement()
			.satisfies((request) -> assertThat(request.query())
				.isEqualTo(Map.of("grant_type", "client_credentials", "client_id", "workload", "client_assertion_type",
						"urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion", "***", "scope",
						SCOPE)));
		Files.writeString(file, "another");
		TokenException failure = failure(source);
		assertThat(failure).hasMessageContaining("AADSTS50027").hasMessageNotContaining("another");
		Files.delete(file);
		assertThat(failure(source)).hasMessageContaining("could not be read").hasMessageContaining(file.toString());
	}

	@Test
	void emptyTokenFileSaysSo() throws IOException {
		Path file = Files.writeString(this.directory.resolve("token"), "\n");
		TokenException failure = failure(source(workload(file)));
		assertThat(failure).hasMessage("The token file " + file + " of the workload identity workload is empty.");
		assertThat(failure.getAction()).startsWith("Leave AZURE_FEDERATED_TOKEN_FILE as AKS sets it");
		assertThat(entra().requests()).isEmpty();
	}

	@Test
	void federatedTokenOfAnotherAccountSaysWhatToDo() {
		Path file = Path.of(Objects.requireNonNull(azure.get()
			.workloadIdentityEnvironment(azure.get().workloadIdentity("workload", "aad_app"))
			.get("AZURE_FEDERATED_TOKEN_FILE")));
		TokenException failure = failure(
				source(new Identity.WorkloadIdentity("client", tenant(entra().tenantId()), file, true)));
		assertThat(failure).hasMessageContaining("AADSTS70021").hasMessageContaining("serviceaccount:default:workload");
		assertThat(failure.getAction()).startsWith("Give the identity a federated credential");
		assertThat(failure.isPermanent()).isTrue();
	}

	@Test
	void wrongSecretIsPermanentAndIsNotTold() {
		TokenException failure = failure(source(principal("guess-no-1")));
		assertThat(failure)
			.hasMessageStartingWith("The token endpoint " + entra().uri() + entra().tenantId()
					+ "/oauth2/v2.0/token answered with status 401 to the request for a token of the service principal "
					+ "client: AADSTS7000215: Invalid client secret provided.")
			.hasMessageNotContaining("guess-no-1");
		assertThat(failure.isPermanent()).isTrue();
		assertThat(failure.getAction()).startsWith("Set 'spring.cloud.azure.credential.client-secret' to the value");
	}

	@Test
	void expiredSecretSaysSo() {
		entra().expireSecret("client");
		TokenException failure = failure(source(principal(SECRET)));
		assertThat(failure).hasMessageContaining("AADSTS7000222");
		assertThat(failure.getAction()).startsWith("Make a new secret");
	}

	@Test
	void unknownApplicationSaysSo() {
		TokenException failure = failure(
				source(new Identity.ServicePrincipal("nobody", tenant(entra().tenantId()), SECRET, true)));
		assertThat(failure).hasMessageContaining("AADSTS700016");
		assertThat(failure.getAction()).startsWith("Correct the client id");
	}

	@Test
	void unknownTenantSaysSo() {
		TokenException failure = failure(
				source(new Identity.ServicePrincipal("client", tenant("nowhere"), SECRET, true)));
		assertThat(failure).hasMessageContaining("AADSTS90002");
		assertThat(failure.getAction()).startsWith("Correct the tenant");
		assertThat(failure.isPermanent()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "700213,true,Give the identity a federated credential", "700024,false,Check the clock of the node",
			"7000112,true,Enable the application", "500011,true,Set 'serviceconnector.postgresql.token.scope'",
			"1,true,Look the error up" })
	void errorCodeGivesTheRemedy(int code, boolean permanent, String action) {
		entra().respond(400,
				"{\"error\":\"e\",\"error_description\":\"AADSTS" + code
						+ ": Said \\\"no\\\" \\u0022x\\u0022 \\u0027y\\u0027.\\r\\n"
						+ "Trace ID: 1\\r\\nTimestamp: now\",\"error_codes\":[" + code + "]}");
		TokenException failure = failure(source(principal(SECRET)));
		assertThat(failure)
			.hasMessageEndingWith(": AADSTS" + code + ": Said \"no\" x 'y'. Trace ID: 1 Timestamp: now.");
		assertThat(failure.getAction()).startsWith(action);
		assertThat(failure.isPermanent()).isEqualTo(permanent);
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 500, 503 })
	void troubleOfEntraMayPass(int status) {
		entra().respond(status, "{}", Map.of("Retry-After", "5"));
		TokenException failure = failure(source(principal(SECRET)));
		assertThat(failure.isPermanent()).isFalse();
		assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void secretThatTheAnswerEchoesIsMasked() {
		entra().respond(400, "{\"error\":\"e\",\"error_description\":\"You sent " + SECRET + "\"}");
		assertThat(failure(source(principal(SECRET)))).hasMessageEndingWith(": You sent ***.")
			.hasMessageNotContaining(SECRET);
	}

	@Test
	void longEchoIsMaskedBeforeItIsCut() throws IOException {
		Path file = Files.writeString(this.directory.resolve("token"), "geheim".repeat(300));
		entra().respond(400, "{\"error\":\"You sent " + Files.readString(file) + "x".repeat(2000) + "\"}");
		assertThat(failure(source(workload(file)))).hasMessageEndingWith(": You sent ***" + "x".repeat(988) + ".")
			.hasMessageNotContaining("geheim");
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 307, 308 })
	void redirectIsNotFollowed(int status) {
		entra().respond(status, "{}", Map.of("Location", entra().uri() + "elsewhere/oauth2/v2.0/token"));
		assertThat(failure(source(principal(SECRET)))).hasMessageContaining("status " + status);
		assertThat(entra().requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html>", "{}", "{\"access_token\":\"secret\"}",
			"{\"access_token\":\"secret\",\"expires_in\":9223372036854775807}",
			"{\"access_token\":\"secret\",\"expires_in\":\"soon\"}" })
	void answerWithoutATokenOrItsEndSaysSo(String body) {
		entra().respond(200, body);
		assertThat(failure(source(principal(SECRET)))).hasMessageContaining("answered without a token")
			.hasMessageNotContaining("secret");
	}

	@Test
	void serverThatTheJvmDoesNotTrustGetsNoSecret() {
		this.trust.reset();
		TokenException failure = failure(source(principal(SECRET)));
		assertThat(failure).hasMessageContaining("could not be asked").hasMessageContaining("SSLHandshakeException");
		assertThat(failure.getAction()).contains("trust that host's certificate");
		assertThat(entra().requests()).isEmpty();
	}

	@Test
	void applicationThatTrustsEverybodyElsewhereGivesNoSecretAway() throws GeneralSecurityException {
		SSLSocketFactory factory = HttpsURLConnection.getDefaultSSLSocketFactory();
		try {
			HttpsURLConnection.setDefaultSSLSocketFactory(JvmTrust.inEverybody());
			serverThatTheJvmDoesNotTrustGetsNoSecret();
		}
		finally {
			HttpsURLConnection.setDefaultSSLSocketFactory(factory);
		}
	}

	@Test
	void requestTellsNoSecret() {
		TokenRequest request = EntraTokenSource
			.create(principal(SECRET), SCOPE, Duration.ofSeconds(1), InstantSource.system())
			.request();
		assertThat(request.form()).containsValue(SECRET);
		assertThat(request.toString()).doesNotContain(SECRET);
	}

	private static Identity.ServicePrincipal principal(String secret) {
		return new Identity.ServicePrincipal("client", tenant(entra().tenantId()), secret, true);
	}

	private static Identity.WorkloadIdentity workload(Path file) {
		return new Identity.WorkloadIdentity("workload", tenant(entra().tenantId()), file, true);
	}

	private static Identity.Tenant tenant(String id) {
		return new Identity.Tenant(id, URI.create("https://localhost:" + entra().uri().getPort()));
	}

	private static TokenSource source(Identity identity) {
		return TokenSources.create(identity, null, SCOPE, Duration.ofSeconds(10), InstantSource.system());
	}

	private static AccessToken fetch(Identity identity) {
		return source(identity).fetch();
	}

	private static TokenException failure(TokenSource source) {
		return catchThrowableOfType(TokenException.class, source::fetch);
	}

	private static EntraEndpoint entra() {
		return azure.get().entra();
	}

}
