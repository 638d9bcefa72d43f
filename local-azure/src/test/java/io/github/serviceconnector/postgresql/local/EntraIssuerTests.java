package io.github.serviceconnector.postgresql.local;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.Headers;
import io.github.serviceconnector.postgresql.local.EndpointScript.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EntraIssuer}.
 */
class EntraIssuerTests {

	private static final String CLIENT_ID = "5b0cbb2a-3a0e-4d5b-9d33-0c6c2b8d9f21";

	private final AtomicLong hours = new AtomicLong();

	private final InstantSource clock = () -> Instant.parse("2001-02-03T04:05:06Z")
		.plus(Duration.ofHours(this.hours.get()));

	private final Principals principals = new Principals();

	private final WorkingFiles files = new WorkingFiles();

	private final FederatedTokens federatedTokens = new FederatedTokens(this.files, this.clock);

	private final EntraIssuer issuer = new EntraIssuer(new TokenAuthority(this.clock), this.principals,
			new ClientSecrets(), new ClientCertificates(), this.federatedTokens, this.clock);

	@BeforeEach
	void identity() {
		this.principals.addServicePrincipal(CLIENT_ID, "aad_workload");
		this.federatedTokens.add(CLIENT_ID);
	}

	@AfterEach
	void close() {
		this.files.close();
	}

	@Test
	void answerWhenAssertionExpiredIsRefusedUntilItIsRenewed() throws Exception {
		assertThat(answer().status()).isEqualTo(200);
		this.hours.set(1);
		assertThat(JSONObjectUtils.parse(answer().body())).containsEntry("error", "invalid_client")
			.containsEntry("timestamp", "2001-02-03 05:05:06Z")
			.hasEntrySatisfying("error_description",
					(description) -> assertThat((String) description).startsWith("AADSTS700024: "));
		this.federatedTokens.refresh();
		assertThat(answer().status()).isEqualTo(200);
	}

	@Test
	void textsTellNoSecret() throws Exception {
		assertThat(request().toString()).contains(CLIENT_ID).doesNotContain("eyJ");
		assertThat(answer().toString()).isEqualTo("status 200");
	}

	private Response answer() throws Exception {
		return this.issuer.answer(request(), Duration.ofHours(1));
	}

	private TokenRequest request() throws Exception {
		Map<String, String> form = Map.of("grant_type", "client_credentials", "client_id", CLIENT_ID, "scope",
				Databases.AUDIENCE + "/.default", "client_assertion_type",
				"urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion",
				Files.readString(this.federatedTokens.file(CLIENT_ID)));
		return new TokenRequest("POST", "/%s/oauth2/v2.0/token".formatted(TokenAuthority.TENANT), form, new Headers());
	}

}
