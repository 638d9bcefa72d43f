package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link IdentityEndpoint}.
 */
class IdentityEndpointTests {

	private static final String CLIENT_ID = "0f3d9f0e-8a3b-4c57-9b51-3b0c6d1f7a11";

	private static final String QUERY = "?api-version=2019-08-01&resource=" + encode(Databases.AUDIENCE);

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	@RegisterExtension
	private static final LocalAzureExtension AZURE = LocalAzureExtension.create();

	private final LocalAzure azure = AZURE.get();

	private final IdentityEndpoint endpoint = this.azure.identityEndpoint();

	@BeforeAll
	static void identities() {
		AZURE.get().systemAssignedIdentity("aad_system");
		AZURE.get().userAssignedIdentity(CLIENT_ID, "aad_user");
	}

	@Test
	void tokenWhenSystemAssignedIsAsDocumented() throws Exception {
		HttpResponse<String> response = get(QUERY);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
		Map<String, Object> body = JSONObjectUtils.parse(response.body());
		assertThat(body).containsOnlyKeys("access_token", "expires_on", "resource", "token_type", "client_id")
			.containsEntry("resource", Databases.AUDIENCE)
			.containsEntry("token_type", "Bearer");
		JWTClaimsSet claims = claims(body);
		assertThat(body.get("expires_on")).isInstanceOf(String.class)
			.isEqualTo(Long.toString(claims.getExpirationTime().toInstant().getEpochSecond()));
		assertThat(claims.getExpirationTime().toInstant()).isBetween(Instant.now().plus(Duration.ofHours(23)),
				Instant.now().plus(Duration.ofHours(24)));
		assertThat(claims.getAudience()).containsExactly(Databases.AUDIENCE);
		assertThat(claims.getClaims()).containsKeys("iss", "oid", "sub", "tid", "iat", "nbf", "jti")
			.containsEntry("appid", body.get("client_id"));
		assertThat(claims.getStringClaim("xms_mirid")).endsWith("/providers/Microsoft.Web/sites/local-app");
	}

	@Test
	void tokenWhenUserAssignedNamesIdentity() throws Exception {
		Map<String, Object> body = JSONObjectUtils.parse(get(QUERY + "&client_id=" + CLIENT_ID).body());
		assertThat(body).containsEntry("client_id", CLIENT_ID);
		assertThat(claims(body).getStringClaim("xms_mirid"))
			.endsWith("/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aad_user");
	}

	@Test
	void tokenWhenAskedForTwiceIsNew() throws Exception {
		assertThat(JSONObjectUtils.parse(get(QUERY).body()).get("access_token"))
			.isNotEqualTo(JSONObjectUtils.parse(get(QUERY).body()).get("access_token"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			?api-version=2017-09-01&resource=https://vault.azure.net | The api-version must be 2019-08-01
			?resource=https://vault.azure.net | The api-version must be 2019-08-01
			?api-version=2019-08-01 | The resource 'null' is unknown
			?api-version=2019-08-01&resource=https://nowhere.example | The resource 'https://nowhere.example' is unknown
			?api-version=2019-08-01&resource=https://vault.azure.net/.default | /.default' is unknown
			?api-version=2019-08-01&resource=https://vault.azure.net&client_id=unknown | Identity not found
			?api-version=2019-08-01&resource=https://vault.azure.net&mi_res_id=x | Only client_id selects
			""")
	void callWhenWrongIsBad(String query, String message) throws Exception {
		assertThat(get(query)).satisfies((response) -> {
			assertThat(response.statusCode()).isEqualTo(400);
			assertThat((String) JSONObjectUtils.parse(response.body()).get("message")).contains(message);
		});
	}

	@Test
	void callWhenHeaderIsMissingOrWrongIsUnauthorized() throws Exception {
		URI uri = URI.create(this.endpoint.uri() + QUERY);
		assertUnauthorized(HttpRequest.newBuilder(uri));
		assertUnauthorized(HttpRequest.newBuilder(uri).header("X-IDENTITY-HEADER", "guess"));
	}

	private static void assertUnauthorized(HttpRequest.Builder request) throws Exception {
		HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(JSONObjectUtils.parse(response.body())).containsKey("message");
	}

	@Test
	void callWhenAnotherNamesItself() throws Exception {
		HttpRequest path = HttpRequest.newBuilder(this.endpoint.uri().resolve("/metadata/x?a=1")).build();
		assertThat(CLIENT.send(path, BodyHandlers.ofString())).satisfies((response) -> {
			assertThat(response.statusCode()).isEqualTo(404);
			assertThat(response.body()).contains("unscripted call: GET /metadata/x");
		});
		HttpRequest method = HttpRequest.newBuilder(this.endpoint.uri()).DELETE().build();
		assertThat(CLIENT.send(method, BodyHandlers.ofString())).satisfies((response) -> {
			assertThat(response.statusCode()).isEqualTo(405);
			assertThat(response.body()).contains("unscripted call: DELETE /msi/token");
		});
		assertThat(this.endpoint.requests()).extracting(RecordedTokenRequest::status).containsExactly(404, 405);
	}

	@Test
	void requestsWhenCalledTellAllButToken() throws Exception {
		get(QUERY + "&client_id=" + CLIENT_ID);
		assertThat(this.endpoint.requests()).singleElement().satisfies((request) -> {
			assertThat(request.method()).isEqualTo("GET");
			assertThat(request.path()).isEqualTo("/msi/token");
			assertThat(request.query()).containsEntry("resource", Databases.AUDIENCE)
				.containsEntry("client_id", CLIENT_ID);
			assertThat(request.status()).isEqualTo(200);
			assertThat(request.toString()).doesNotContain("eyJ")
				.doesNotContain(this.azure.identityEnvironment().get("IDENTITY_HEADER"));
		});
	}

	@Test
	void respondAnswersUntilReset() throws Exception {
		this.endpoint.respond(503, "{}");
		assertThat(get(QUERY).statusCode()).isEqualTo(503);
		assertThat(get(QUERY).body()).isEqualTo("{}");
		this.endpoint.reset();
		assertThat(get(QUERY).statusCode()).isEqualTo(200);
		assertThat(this.endpoint.requests()).extracting(RecordedTokenRequest::status).containsExactly(503, 503, 200);
	}

	@Test
	void delayHoldsAnswerBackUntilReset() throws Exception {
		this.endpoint.delay(Duration.ofMinutes(5));
		CompletableFuture<HttpResponse<String>> response = CLIENT.sendAsync(request(QUERY).build(),
				BodyHandlers.ofString());
		Awaitility.await().until(() -> this.endpoint.requests().size() == 1);
		assertThat(response).isNotDone();
		this.endpoint.reset();
		assertThat(response.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
	}

	@Test
	void delayWhenShortPasses() throws Exception {
		this.endpoint.delay(Duration.ofMillis(200));
		long start = System.nanoTime();
		assertThat(get(QUERY).statusCode()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
	}

	@Test
	void hangNeverAnswers() {
		this.endpoint.hang();
		HttpRequest request = request(QUERY).timeout(Duration.ofMillis(300)).build();
		assertThatExceptionOfType(HttpTimeoutException.class)
			.isThrownBy(() -> CLIENT.send(request, BodyHandlers.ofString()));
	}

	@Test
	void hangWhenResetClosesConnection() throws Exception {
		this.endpoint.hang();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.endpoint.uri().getPort())) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream()
				.write("GET /msi/token HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			Awaitility.await().until(() -> !this.endpoint.requests().isEmpty());
			this.endpoint.reset();
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
	}

	@Test
	void closeConnectionLeavesCallerWithout() {
		this.endpoint.closeConnection();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(QUERY));
		assertThat(this.endpoint.requests()).isNotEmpty().allMatch((request) -> request.status() == 0);
	}

	@ParameterizedTest
	@ValueSource(longs = { 300, -300 })
	void tokenLifetimeSaysWhenTokensEnd(long seconds) throws Exception {
		this.endpoint.tokenLifetime(Duration.ofSeconds(seconds));
		Instant now = Instant.now();
		Map<String, Object> body = JSONObjectUtils.parse(get(QUERY).body());
		assertThat(Instant.ofEpochSecond(Long.parseLong((String) body.get("expires_on"))))
			.isBetween(now.plusSeconds(seconds - 1), now.plusSeconds(seconds + 10));
	}

	private HttpResponse<String> get(String query) throws IOException, InterruptedException {
		return CLIENT.send(request(query).build(), BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String query) {
		return HttpRequest.newBuilder(URI.create(this.endpoint.uri() + query))
			.header("X-IDENTITY-HEADER", this.azure.identityEnvironment().get("IDENTITY_HEADER"));
	}

	private static String encode(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

	private static JWTClaimsSet claims(Map<String, Object> body) throws Exception {
		return SignedJWT.parse((String) body.get("access_token")).getJWTClaimsSet();
	}

}
