package io.github.serviceconnector.postgresql.local;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a test asked of an endpoint that issues tokens.
 *
 * @param delay how long each answer is held back
 * @param ending how a call ends
 * @param response scripted answer, {@code null} for what the call deserves
 * @param tokenLifetime life of the tokens that are issued
 */
record EndpointScript(Duration delay, Ending ending, @Nullable Response response, Duration tokenLifetime) {

	static EndpointScript none(Duration tokenLifetime) {
		return new EndpointScript(Duration.ZERO, Ending.ANSWER, null, tokenLifetime);
	}

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
	 * @param headers its headers, beside the content's
	 * @param body JSON
	 */
	record Response(int status, Map<String, String> headers, String body) {

		static Response json(int status, Map<String, Object> body) {
			return new Response(status, Map.of(), JSONObjectUtils.toJSONString(body));
		}

		byte[] bytes() {
			return this.body.getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public String toString() {
			// The body may hold a token
			return "status " + this.status;
		}

	}

}
