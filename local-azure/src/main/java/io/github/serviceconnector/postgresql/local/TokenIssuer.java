package io.github.serviceconnector.postgresql.local;

import java.time.Duration;

import io.github.serviceconnector.postgresql.local.EndpointScript.Response;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint answers when it is told nothing else.
 */
interface TokenIssuer {

	/**
	 * Answers a call that is not one for a token, whatever the script says: metadata, or
	 * the refusal of a call that no client makes.
	 * @param request the call
	 * @return the answer, {@code null} for a call for a token
	 */
	@Nullable Response aside(TokenRequest request);

	/**
	 * Answers a call for a token.
	 * @param request the call
	 * @param lifetime how long the token lives
	 * @return the answer
	 */
	Response answer(TokenRequest request, Duration lifetime);

	static String unscripted(TokenRequest request) {
		return "unscripted call: %s %s".formatted(request.method(), request.path());
	}

}
