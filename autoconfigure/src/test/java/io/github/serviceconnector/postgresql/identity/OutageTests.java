package io.github.serviceconnector.postgresql.identity;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.local.IdentityEndpoint;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Outages of the identity endpoint over real HTTP, each lasting through a refresh, on a
 * clock that is set forward.
 */
class OutageTests {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.create();

	private Duration offset = Duration.ZERO;

	private final InstantSource clock = () -> Instant.now().plus(this.offset);

	static Stream<Arguments> outages() {
		return Stream.of(outage("status 500", (endpoint) -> endpoint.respond(500, "{}")),
				outage("status 429", (endpoint) -> endpoint.respond(429, "{}")),
				outage("garbage", (endpoint) -> endpoint.respond(200, "<html>")),
				outage("no answer", IdentityEndpoint::hang),
				outage("closed connection", IdentityEndpoint::closeConnection));
	}

	private static Arguments outage(String name, Consumer<IdentityEndpoint> script) {
		return Arguments.argumentSet(name, script);
	}

	@ParameterizedTest
	@MethodSource("outages")
	void tokenWhenProviderFailsIsTheLastOneUntilItRecovers(Consumer<IdentityEndpoint> outage) {
		IdentityEndpoint endpoint = azure.get().identityEndpoint();
		azure.get().systemAssignedIdentity("aad_app");
		endpoint.tokenLifetime(Duration.ofHours(1));
		try (TokenLease lease = lease()) {
			TokenCache cache = lease.cache();
			AccessToken first = cache.token();
			outage.accept(endpoint);
			this.offset = Duration.ofMinutes(50);
			assertThat(cache.token()).isEqualTo(first);
			Awaitility.await().until(() -> cache.status().counts().failed() > 0);
			assertThat(cache.token()).isEqualTo(first);
			endpoint.reset();
			this.offset = Duration.ofMinutes(56);
			Awaitility.await().until(() -> !cache.token().equals(first));
		}
	}

	private TokenLease lease() {
		Map<String, String> variables = azure.get().identityEnvironment();
		Identity.Endpoint endpoint = new Identity.Endpoint(URI.create(variable(variables, "IDENTITY_ENDPOINT")),
				variable(variables, "IDENTITY_HEADER"));
		return TokenCaches.acquire(new Identity.ManagedIdentity(null, endpoint), null,
				"https://ossrdbms-aad.database.windows.net/.default", Duration.ofSeconds(2), RefreshMode.AT_LOGIN,
				this.clock);
	}

	private static String variable(Map<String, String> variables, String name) {
		return Objects.requireNonNull(variables.get(name));
	}

}
