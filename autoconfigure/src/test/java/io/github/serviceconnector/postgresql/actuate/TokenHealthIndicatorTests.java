package io.github.serviceconnector.postgresql.actuate;

import java.time.Duration;
import java.util.Map;

import io.github.serviceconnector.postgresql.identity.ClockedLease;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenHealthIndicator}, through an outage of the identity endpoint on a
 * clock that is set forward.
 */
class TokenHealthIndicatorTests {

	private static final String[] TROUBLE = { "failingSince", "failedRequests", "error" };

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	@BeforeEach
	void issueTokensOfAnHour() {
		azure.get().systemAssignedIdentity("aad_app");
		azure.get().identityEndpoint().tokenLifetime(Duration.ofHours(1));
	}

	@Test
	void healthBeforeTheFirstRequestIsUnknownAndMakesNone() {
		try (ClockedLease clocked = new ClockedLease(azure.get())) {
			Health health = health(clocked);
			assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(health.getDetails()).isEmpty();
			assertThat(azure.get().identityEndpoint().requests()).isEmpty();
		}
	}

	@Test
	void healthWhenTheFirstRequestFailedIsDown() {
		azure.get().identityEndpoint().respond(403, "{\"message\":\"Wrong header.\"}");
		try (ClockedLease clocked = new ClockedLease(azure.get())) {
			clocked.logIn();
			Health health = health(clocked);
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails()).containsOnlyKeys(TROUBLE);
			assertThat(health.getDetails().get("error")).asString().contains("Wrong header.");
		}
	}

	@Test
	void healthThroughAnOutageIsUpWhileTheLastTokenServes() {
		try (ClockedLease clocked = new ClockedLease(azure.get())) {
			clocked.logIn();
			assertThat(health(clocked).getStatus()).isEqualTo(Status.UP);
			assertThat(health(clocked).getDetails()).containsOnlyKeys("tokenExpiresOn");

			azure.get().identityEndpoint().respond(500, "{\"message\":\"Out of order.\"}");
			clocked.setTo(Duration.ofMinutes(50));
			clocked.logIn();
			Health served = health(clocked);
			assertThat(served.getStatus()).isEqualTo(Status.UP);
			assertThat(served.getDetails()).containsKey("tokenExpiresOn").containsEntry("failedRequests", 1);
			assertThat(served.getDetails().get("error")).asString().contains("Out of order.");

			clocked.setTo(Duration.ofMinutes(59));
			assertThat(health(clocked).getStatus()).isEqualTo(Status.DOWN);
			clocked.logIn();
			Map<String, Object> down = health(clocked).getDetails();
			assertThat(down).containsEntry("failedRequests", 2)
				.containsEntry("failingSince", served.getDetails().get("failingSince"));

			azure.get().identityEndpoint().reset();
			clocked.setTo(Duration.ofMinutes(70));
			clocked.logIn();
			assertThat(health(clocked).getStatus()).isEqualTo(Status.UP);
			assertThat(health(clocked).getDetails()).containsOnlyKeys("tokenExpiresOn");
		}
	}

	@Test
	void healthWhenTheTokenEndedAndNobodyAskedForAnotherIsUnknown() {
		try (ClockedLease clocked = new ClockedLease(azure.get())) {
			clocked.logIn();
			clocked.setTo(Duration.ofMinutes(61));
			assertThat(health(clocked).getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(azure.get().identityEndpoint().requests()).hasSize(1);
		}
	}

	private static Health health(ClockedLease clocked) {
		return new TokenHealthIndicator(() -> clocked.lease().cache().status()).health();
	}

}
