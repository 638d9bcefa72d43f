package io.github.serviceconnector.postgresql.identity;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.local.IdentityEndpoint;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Outages of the identity endpoint over real HTTP, each lasting through a refresh, on a
 * clock that is set forward.
 */
class OutageTests {

	private static final String SCOPE = "https://ossrdbms-aad.database.windows.net/.default";

	private static final Duration TIMEOUT = Duration.ofSeconds(2);

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

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

	@ParameterizedTest
	@ValueSource(strings = { "http://127.0.0.1:1/token", "http://identity.invalid/token" })
	void tokenWhenProviderIsNotThereIsTheLastOneUntilItIsBack(URI nowhere) {
		azure.get().systemAssignedIdentity("aad_app");
		azure.get().identityEndpoint().tokenLifetime(Duration.ofHours(1));
		TokenSource present = TokenSources.create(identity(), null, SCOPE, TIMEOUT, this.clock);
		TokenSource absent = TokenSources.create(identity(nowhere), null, SCOPE, TIMEOUT, this.clock);
		AtomicBoolean outage = new AtomicBoolean();
		try (TokenLease lease = TokenCaches.acquire(identity(), outage, SCOPE, TIMEOUT, RefreshMode.AT_LOGIN,
				this.clock, () -> () -> (outage.get() ? absent : present).fetch())) {
			TokenCache cache = lease.cache();
			AccessToken first = cache.token();
			outage.set(true);
			this.offset = Duration.ofMinutes(50);
			assertThat(cache.token()).isEqualTo(first);
			Awaitility.await().until(() -> cache.status().counts().failed() > 0);
			assertThat(cache.token()).isEqualTo(first);
			outage.set(false);
			azure.get().identityEndpoint().reset();
			this.offset = Duration.ofMinutes(56);
			Awaitility.await().until(() -> !cache.token().equals(first));
		}
	}

	private TokenLease lease() {
		return TokenCaches.acquire(identity(), null, SCOPE, TIMEOUT, RefreshMode.AT_LOGIN, this.clock);
	}

	private static Identity identity() {
		return identity(URI.create(variable("IDENTITY_ENDPOINT")));
	}

	private static Identity identity(URI endpoint) {
		return new Identity.ManagedIdentity(null, new Identity.Endpoint(endpoint, variable("IDENTITY_HEADER")));
	}

	private static String variable(String name) {
		return Objects.requireNonNull(azure.get().identityEnvironment().get(name));
	}

}
