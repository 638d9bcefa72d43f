package io.github.serviceconnector.postgresql.identity;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.ImdsEndpoint;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link ImdsTokenSource}.
 */
class ImdsTokenSourceTests {

	private static final String RESOURCE = "https://ossrdbms-aad.database.windows.net";

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	@BeforeEach
	void identities() {
		azure.get().systemAssignedIdentity("aad_app");
		azure.get().userAssignedIdentity("4711", "aad_app");
	}

	@Test
	void requestIsAsDocumented() {
		AccessToken token = fetch(null);
		assertThat(token.expiresOn()).isBetween(Instant.now().plus(Duration.ofHours(23)),
				Instant.now().plus(Duration.ofHours(25)));
		assertThat(imds().requests()).singleElement().satisfies((request) -> {
			assertThat(request.method()).isEqualTo("GET");
			assertThat(request.path()).isEqualTo("/metadata/identity/oauth2/token");
			assertThat(request.query()).isEqualTo(Map.of("api-version", "2018-02-01", "resource", RESOURCE));
		});
	}

	@Test
	void userAssignedIdentityIsAskedForByItsClientId() {
		fetch("4711");
		assertThat(imds().requests()).singleElement()
			.satisfies((request) -> assertThat(request.query()).containsEntry("client_id", "4711"));
	}

	@Test
	void identityThatTheMachineDoesNotHaveIsPermanentAndSaysWhatToDo() {
		TokenException failure = failure("nobody");
		assertThat(failure).hasMessage("The Instance Metadata Service " + imds().uri()
				+ " answered with status 400 to the request for a token of the user-assigned managed identity nobody: "
				+ "Identity not found.");
		assertThat(failure.isPermanent()).isTrue();
		assertThat(failure.getAction()).isEqualTo("Assign that identity to the machine (az vm identity assign "
				+ "--identities <resource id>), or correct 'spring.cloud.azure.credential.client-id'.");
	}

	@Test
	void limitOfTheServiceMayPassAndSaysWhen() {
		imds().throttle(Duration.ofSeconds(7));
		TokenException failure = failure(null);
		assertThat(failure.isPermanent()).isFalse();
		assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
	}

	// The service's update is answered with 404, too
	@ParameterizedTest
	@ValueSource(ints = { 404, 410, 429, 500, 503 })
	void troubleOfTheServiceMayPass(int status) {
		imds().respond(status, "{\"error\":\"gone\",\"error_description\":\"being updated\"}");
		TokenException failure = failure(null);
		assertThat(failure.isPermanent()).isFalse();
		assertThat(failure).hasMessageContaining("status " + status).hasMessageEndingWith(": being updated.");
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 405 })
	void wrongRequestIsPermanent(int status) {
		imds().respond(status, "{}");
		assertThat(failure(null).isPermanent()).isTrue();
	}

	@Test
	void machineWithoutTheServiceSaysSo() {
		imds().closeConnection();
		TokenException failure = failure(null);
		assertThat(failure).hasMessageStartingWith("The Instance Metadata Service " + imds().uri()
				+ " could not be asked for a token of the system-assigned managed identity: java.net.");
		assertThat(failure.getAction()).startsWith("Only virtual machines and AKS nodes of Azure have it");
		assertThat(failure.isPermanent()).isFalse();
	}

	@Test
	void redirectIsNotFollowed() {
		URI elsewhere = azure.get().identityEndpoint().uri();
		imds().respond(302, "{}", Map.of("Location", elsewhere.toString()));
		assertThat(failure(null)).hasMessageContaining("status 302");
		assertThat(azure.get().identityEndpoint().requests()).isEmpty();
	}

	private TokenException failure(@Nullable String clientId) {
		return catchThrowableOfType(TokenException.class, () -> fetch(clientId));
	}

	private static AccessToken fetch(@Nullable String clientId) {
		Identity.Endpoint endpoint = new Identity.Endpoint(imds().uri(), null);
		return TokenSources
			.create(new Identity.ManagedIdentity(clientId, endpoint), null, RESOURCE + "/.default",
					Duration.ofSeconds(10), InstantSource.system())
			.fetch();
	}

	private static ImdsEndpoint imds() {
		return azure.get().imds();
	}

}
