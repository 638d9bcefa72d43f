package io.github.serviceconnector.postgresql.actuate;

import java.util.function.Supplier;

import io.github.serviceconnector.postgresql.identity.TokenStatus;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Says whether logins get a token: up while the one at hand serves, whatever its refresh
 * meets; down when there is none and the last request failed. Before the first request
 * ended, or where a login would fetch another token, nobody knows. It asks nobody.
 */
final class TokenHealthIndicator implements HealthIndicator {

	private final Supplier<TokenStatus> token;

	TokenHealthIndicator(Supplier<TokenStatus> token) {
		this.token = token;
	}

	@Override
	public Health health() {
		TokenStatus status = this.token.get();
		Health.Builder health = new Health.Builder();
		if (status.serves()) {
			health.up();
		}
		else if (status.failuresInARow() > 0) {
			health.down();
		}
		else {
			health.unknown();
		}
		if (status.expiresOn() != null) {
			health.withDetail("tokenExpiresOn", status.expiresOn());
		}
		if (status.failingSince() != null && status.lastFailure() != null) {
			health.withDetail("failingSince", status.failingSince());
			health.withDetail("failedRequests", status.failuresInARow());
			health.withDetail("error", status.lastFailure());
		}
		return health.build();
	}

}
