package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/**
 * A call that reached an endpoint.
 *
 * @param method HTTP method
 * @param path path
 * @param parameters decoded parameters, of the query and of a form
 * @param headers its headers
 */
record TokenRequest(String method, String path, Map<String, String> parameters, Headers headers) {

	private static final Set<String> SECRETS = Set.of("client_secret", "client_assertion");

	// More than any token takes
	private static final int FORM_LIMIT = 64 * 1024;

	static TokenRequest of(HttpExchange exchange) throws IOException {
		URI uri = exchange.getRequestURI();
		Map<String, String> parameters = new LinkedHashMap<>();
		decodeTo(parameters, uri.getRawQuery());
		String type = exchange.getRequestHeaders().getFirst("Content-Type");
		if (type != null && type.startsWith("application/x-www-form-urlencoded")) {
			decodeTo(parameters,
					new String(exchange.getRequestBody().readNBytes(FORM_LIMIT), StandardCharsets.US_ASCII));
		}
		return new TokenRequest(exchange.getRequestMethod(), path(uri), parameters, exchange.getRequestHeaders());
	}

	private static String path(URI uri) {
		// msal4j asks for //metadata/..., in which URI takes the first segment for a host
		boolean doubleSlash = uri.getScheme() == null && uri.getRawAuthority() != null;
		return doubleSlash ? "/" + uri.getRawAuthority() + uri.getPath() : uri.getPath();
	}

	private static void decodeTo(Map<String, String> parameters, @Nullable String encoded) {
		if (encoded != null && !encoded.isEmpty()) {
			for (String parameter : encoded.split("&", -1)) {
				int equals = parameter.indexOf('=');
				String name = (equals != -1) ? parameter.substring(0, equals) : parameter;
				parameters.put(decode(name), (equals != -1) ? decode(parameter.substring(equals + 1)) : "");
			}
		}
	}

	private static String decode(String value) {
		return URLDecoder.decode(value, StandardCharsets.UTF_8);
	}

	@Nullable String parameter(String name) {
		return this.parameters.get(name);
	}

	@Nullable String header(String name) {
		return this.headers.getFirst(name);
	}

	Map<String, String> parametersWithoutSecrets() {
		Map<String, String> parameters = new LinkedHashMap<>(this.parameters);
		parameters.replaceAll((name, value) -> SECRETS.contains(name) ? "***" : value);
		return parameters;
	}

	@Override
	public String toString() {
		return this.method + " " + this.path + " " + parametersWithoutSecrets();
	}

}
