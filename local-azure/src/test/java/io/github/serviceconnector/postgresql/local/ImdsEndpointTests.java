package io.github.serviceconnector.postgresql.local;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ImdsEndpoint}.
 */
class ImdsEndpointTests {

	private static final String CLIENT_ID = "0f3d9f0e-8a3b-4c57-9b51-3b0c6d1f7a11";

	private static final String PATH = "/metadata/identity/oauth2/token";

	private static final String QUERY = "?" + HttpCalls.encode(Map.of("resource", Databases.AUDIENCE))
			+ "&api-version=2018-02-01";

	@RegisterExtension
	private static final LocalAzureExtension AZURE = LocalAzureExtension.create();

	private final LocalAzure azure = AZURE.get();

	private final ImdsEndpoint imds = this.azure.imds();

	private final HttpClient client = HttpClient.newHttpClient();

	@BeforeAll
	static void identities() {
		AZURE.get().systemAssignedIdentity("aad_system");
		AZURE.get().userAssignedIdentity(CLIENT_ID, "aad_user");
		AZURE.get().servicePrincipal("an-app", "its secret", "aad_sp");
	}

	@Test
	void tokenIsAsDocumented() throws Exception {
		HttpResponse<String> response = get(PATH + QUERY);
		assertThat(response.statusCode()).isEqualTo(200);
		Map<String, Object> body = HttpCalls.json(response);
		assertThat(body)
			.containsOnlyKeys("access_token", "refresh_token", "expires_in", "ext_expires_in", "expires_on",
					"not_before", "resource", "token_type", "client_id")
			.containsEntry("expires_in", "86400")
			.containsEntry("resource", Databases.AUDIENCE)
			.containsEntry("token_type", "Bearer");
		JWTClaimsSet claims = HttpCalls.claims(HttpCalls.text(body, "access_token"));
		assertThat(body)
			.containsEntry("expires_on", Long.toString(claims.getExpirationTime().toInstant().getEpochSecond()))
			.containsEntry("not_before", Long.toString(claims.getNotBeforeTime().toInstant().getEpochSecond()));
		Databases.connect(this.azure, "aad_system", HttpCalls.text(body, "access_token")).close();
	}

	@Test
	void tokenWhenUserAssignedNamesIdentity() throws Exception {
		assertThat(HttpCalls.json(get(PATH + QUERY + "&client_id=" + CLIENT_ID))).containsEntry("client_id", CLIENT_ID);
	}

	@Test
	void tokenWhenPathStartsWithTwoSlashesIsGiven() throws Exception {
		assertThat(get("/" + PATH + QUERY).statusCode()).isEqualTo(200);
	}

	@Test
	void callWhenHeaderIsMissingIsBad() throws Exception {
		HttpResponse<String> response = HttpCalls.get(this.client, uri(PATH + QUERY));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(HttpCalls.json(response)).containsEntry("error_description",
				"Required metadata header not specified");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			?api-version=2017-09-01&resource=https://vault.azure.net | The api-version must be 2018-02-01
			?api-version=2018-02-01 | The resource 'null' is unknown
			?api-version=2018-02-01&resource=https://vault.azure.net&client_id=an-app | Identity not found
			?api-version=2018-02-01&resource=https://vault.azure.net&msi_res_id=x | Only client_id selects
			""")
	void callWhenWrongIsBad(String query, String message) throws Exception {
		HttpResponse<String> response = get(PATH + query);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat((String) HttpCalls.json(response).get("error_description")).contains(message);
	}

	@Test
	void callWhenAnotherNamesItself() throws Exception {
		HttpResponse<String> response = get("/metadata/instance?api-version=2021-02-01");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.body()).contains("unscripted call: GET /metadata/instance");
	}

	@Test
	void throttleSaysWhenToComeAgain() throws Exception {
		this.imds.throttle(Duration.ofSeconds(3));
		assertThat(get(PATH + QUERY)).satisfies((response) -> {
			assertThat(response.statusCode()).isEqualTo(429);
			assertThat(response.headers().firstValue("Retry-After")).hasValue("3");
		});
		this.imds.beUpdated();
		assertThat(get(PATH + QUERY).statusCode()).isEqualTo(410);
		this.imds.reset();
		assertThat(get(PATH + QUERY).statusCode()).isEqualTo(200);
	}

	@Test
	void environmentLeadsHere() {
		assertThat(this.azure.imdsEnvironment()).containsOnlyKeys("AZURE_POD_IDENTITY_AUTHORITY_HOST");
		assertThat(this.imds.uri()).hasToString(this.azure.imdsEnvironment().values().iterator().next() + PATH);
	}

	private URI uri(String pathAndQuery) {
		return URI.create("http://127.0.0.1:%d%s".formatted(this.imds.uri().getPort(), pathAndQuery));
	}

	private HttpResponse<String> get(String pathAndQuery) throws Exception {
		return HttpCalls.get(this.client, uri(pathAndQuery), "Metadata", "true");
	}

}
