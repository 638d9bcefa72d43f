package io.github.serviceconnector.postgresql.local;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/**
 * A call that reached the identity endpoint.
 *
 * @param method HTTP method
 * @param path path
 * @param query decoded parameters
 * @param identityHeader what proves that the caller runs in the app
 */
record TokenRequest(String method, String path, Map<String, String> query, @Nullable String identityHeader) {

	static TokenRequest of(HttpExchange exchange) {
		return new TokenRequest(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
				query(exchange.getRequestURI().getRawQuery()),
				exchange.getRequestHeaders().getFirst("X-IDENTITY-HEADER"));
	}

	private static Map<String, String> query(@Nullable String rawQuery) {
		Map<String, String> query = new LinkedHashMap<>();
		if (rawQuery != null && !rawQuery.isEmpty()) {
			for (String parameter : rawQuery.split("&", -1)) {
				int equals = parameter.indexOf('=');
				String name = (equals != -1) ? parameter.substring(0, equals) : parameter;
				query.put(decode(name), (equals != -1) ? decode(parameter.substring(equals + 1)) : "");
			}
		}
		return query;
	}

	private static String decode(String value) {
		return URLDecoder.decode(value, StandardCharsets.UTF_8);
	}

	@Nullable String parameter(String name) {
		return this.query.get(name);
	}

	@Override
	public String toString() {
		return this.method + " " + this.path + " " + this.query;
	}

}
