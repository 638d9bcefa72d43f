package io.github.serviceconnector.postgresql.local;

import java.time.Instant;
import java.util.Map;

/**
 * One call to an endpoint that issues tokens.
 *
 * @param time when it arrived
 * @param method HTTP method
 * @param path path
 * @param query decoded parameters of the query and of a form, the last of those with the
 * same name, and a secret's value masked
 * @param status status that it is answered with, zero when it gets no answer
 */
public record RecordedTokenRequest(Instant time, String method, String path, Map<String, String> query, int status) {

	public RecordedTokenRequest {
		query = Map.copyOf(query);
	}

}
