package io.github.serviceconnector.postgresql.local;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.serviceconnector.postgresql.local.EndpointScript.Response;

/**
 * What Microsoft Entra tells everybody: which hosts it has, and where a tenant's
 * endpoints are.
 */
final class EntraMetadata {

	/**
	 * The host that msal4j asks about every authority that it does not know.
	 */
	static final String PUBLIC_HOST = "login.microsoftonline.com";

	private static final String DISCOVERY_PATH = "/common/discovery/instance";

	private static final String CONFIGURATION_PATH = "/v2.0/.well-known/openid-configuration";

	private static final Set<String> HOSTS = Set.of("localhost", PUBLIC_HOST);

	private EntraMetadata() {
	}

	static boolean isDiscovery(String path) {
		return DISCOVERY_PATH.equals(path);
	}

	static boolean isConfiguration(String path) {
		return path.matches("/[^/]+" + CONFIGURATION_PATH);
	}

	// Returns the answer about a host of Entra, nothing about another.
	static Optional<Response> discovery(TokenRequest request) {
		String endpoint = request.parameter("authorization_endpoint");
		URI uri = URI.create((endpoint != null) ? endpoint : "");
		String host = uri.getHost();
		if (host == null || !HOSTS.contains(host)) {
			return Optional.empty();
		}
		String tenant = uri.getPath().split("/", -1)[1];
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("tenant_discovery_endpoint", address(request, tenant) + CONFIGURATION_PATH);
		body.put("api-version", "1.1");
		// Each host for itself: an app goes on with the one that it was given
		body.put("metadata",
				List.of(Map.of("preferred_network", host, "preferred_cache", host, "aliases", List.of(host))));
		return Optional.of(Response.json(200, body));
	}

	static Response configuration(TokenRequest request) {
		String tenant = request.path().split("/", -1)[1];
		String address = address(request, tenant);
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("token_endpoint", address + "/oauth2/v2.0/token");
		body.put("token_endpoint_auth_methods_supported", List.of("client_secret_post", "private_key_jwt"));
		body.put("issuer", address + "/v2.0");
		body.put("authorization_endpoint", address + "/oauth2/v2.0/authorize");
		return Response.json(200, body);
	}

	private static String address(TokenRequest request, String tenant) {
		return "https://%s/%s".formatted(request.header("Host"), tenant);
	}

}
