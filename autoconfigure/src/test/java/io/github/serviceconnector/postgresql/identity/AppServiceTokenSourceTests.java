package io.github.serviceconnector.postgresql.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What {@link AppServiceTokenSource} makes of an endpoint's answers, over real HTTP.
 */
class AppServiceTokenSourceTests {

	private HttpServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void tokenIsRead() {
		answer(200, null, "{\"access_token\":\"secret\",\"expires_on\":\"1893456000\"}");
		AccessToken token = source().fetch();
		assertThat(token.value()).isEqualTo("secret");
		assertThat(token.expiresOn()).isEqualTo("2030-01-01T00:00:00Z");
	}

	@Test
	void secondsOfRetryAfterAreTold() {
		answer(429, "17", "{}");
		TokenException failure = failure();
		assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(17));
		assertThat(failure.isPermanent()).isFalse();
		assertThat(failure).hasMessageContaining("429").hasMessageContaining("system-assigned managed identity");
	}

	@Test
	void dateOfRetryAfterIsReadByTheServersClock() {
		answer(503, "Fri, 31 Dec 9999 00:00:00 GMT", "{}");
		Duration expected = Duration.between(Instant.now(), Instant.parse("9999-12-31T00:00:00Z"));
		assertThat(failure().getRetryAfter()).isCloseTo(expected, Duration.ofMinutes(1));
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404 })
	void wrongSettingIsPermanent(int status) {
		answer(status, null, "{\"message\":\"No such identity\"}");
		TokenException failure = failure();
		assertThat(failure.isPermanent()).isTrue();
		assertThat(failure.getRetryAfter()).isNull();
		assertThat(failure).hasMessageEndingWith("No such identity.");
	}

	@ParameterizedTest
	@ValueSource(ints = { 410, 429, 500, 503 })
	void troubleOfTheProviderMayPass(int status) {
		answer(status, null, "");
		assertThat(failure().isPermanent()).isFalse();
	}

	@Test
	void endOfLifeOutsideOfTimeIsNoToken() {
		answer(200, null, "{\"access_token\":\"secret\",\"expires_on\":\"9223372036854775807\"}");
		assertThat(failure()).hasMessageContaining("answered without a token").hasMessageNotContaining("secret");
	}

	private void answer(int status, @Nullable String retryAfter, String body) {
		this.server.createContext("/", (exchange) -> {
			if (retryAfter != null) {
				exchange.getResponseHeaders().set("Retry-After", retryAfter);
			}
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		});
	}

	private TokenException failure() {
		return catchThrowableOfType(TokenException.class, source()::fetch);
	}

	private AppServiceTokenSource source() {
		URI uri = URI.create("http://localhost:" + this.server.getAddress().getPort() + "/msi/token");
		Identity.Endpoint endpoint = new Identity.Endpoint(uri, "header");
		return new AppServiceTokenSource(new Identity.ManagedIdentity(null, endpoint), endpoint, "header",
				"scope/.default", Duration.ofSeconds(10), InstantSource.fixed(Instant.EPOCH));
	}

}
