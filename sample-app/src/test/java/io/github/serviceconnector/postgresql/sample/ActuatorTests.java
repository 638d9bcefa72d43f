package io.github.serviceconnector.postgresql.sample;

import java.net.http.HttpResponse;

import io.github.serviceconnector.postgresql.local.AutoConfigureLocalAzure;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an operator sees over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "management.endpoint.health.show-details=always")
@AutoConfigureLocalAzure(role = "aad_todo")
class ActuatorTests {

	private final PageClient page;

	ActuatorTests(@LocalServerPort int port) {
		this.page = new PageClient(port);
	}

	@Test
	void healthHasTheTokens() throws Exception {
		assertThat(get("/actuator/health")).contains("\"serviceconnector\":{\"details\":{\"tokenExpiresOn\":");
	}

	@Test
	void infoHasTheConnection() throws Exception {
		assertThat(get("/actuator/info")).contains("\"serviceconnector\":{\"primary\":{\"host\":\"localhost:",
				"\"role\":\"aad_todo\"");
	}

	@Test
	void metricsCountTheLogins() throws Exception {
		assertThat(get("/actuator/metrics/serviceconnector.postgresql.logins?tag=outcome:success"))
			.contains("\"measurements\":[{\"statistic\":\"COUNT\",\"value\":");
	}

	@Test
	void endpointShowsTheDecision() throws Exception {
		assertThat(get("/actuator/serviceconnector")).contains("\"decision\":\"passwordless\"");
	}

	private String get(String path) throws Exception {
		HttpResponse<String> response = this.page.get(path);
		assertThat(response.statusCode()).isEqualTo(200);
		return response.body();
	}

}
