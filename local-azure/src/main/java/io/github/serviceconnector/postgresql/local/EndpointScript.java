package io.github.serviceconnector.postgresql.local;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a test asked of the identity endpoint.
 *
 * @param delay how long each answer is held back
 * @param ending how a call ends
 * @param response scripted answer, {@code null} for what the call deserves
 * @param tokenLifetime life of the tokens that are issued
 */
record EndpointScript(Duration delay, Ending ending, @Nullable Response response, Duration tokenLifetime) {

	static final EndpointScript NONE = new EndpointScript(Duration.ZERO, Ending.ANSWER, null, Duration.ofHours(24));

	EndpointScript withDelay(Duration delay) {
		return new EndpointScript(delay, this.ending, this.response, this.tokenLifetime);
	}

	EndpointScript withEnding(Ending ending, @Nullable Response response) {
		return new EndpointScript(this.delay, ending, response, this.tokenLifetime);
	}

	EndpointScript withTokenLifetime(Duration tokenLifetime) {
		return new EndpointScript(this.delay, this.ending, this.response, tokenLifetime);
	}

	long patienceMillis() {
		return (this.ending == Ending.NEVER) ? Long.MAX_VALUE : this.delay.toMillis();
	}

	/**
	 * How a call ends.
	 */
	enum Ending {

		ANSWER, CLOSED_CONNECTION, NEVER

	}

	/**
	 * What a call is answered with.
	 *
	 * @param status HTTP status
	 * @param body JSON
	 */
	record Response(int status, String body) {
	}

}
