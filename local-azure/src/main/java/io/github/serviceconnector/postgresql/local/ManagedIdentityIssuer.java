package io.github.serviceconnector.postgresql.local;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.serviceconnector.postgresql.local.EndpointScript.Response;
import io.github.serviceconnector.postgresql.local.TokenAuthority.IssuedToken;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls of an app that Azure runs: it need not prove who it is, only that it is
 * there.
 */
abstract class ManagedIdentityIssuer implements TokenIssuer {

	private static final List<String> OTHER_SELECTORS = List.of("mi_res_id", "msi_res_id", "principal_id", "object_id");

	private final String path;

	private final String apiVersion;

	private final TokenAuthority tokens;

	private final Principals principals;

	ManagedIdentityIssuer(String path, String apiVersion, TokenAuthority tokens, Principals principals) {
		this.path = path;
		this.apiVersion = apiVersion;
		this.tokens = tokens;
		this.principals = principals;
	}

	// Returns the refusal of a call that does not come from the app, or null.
	abstract @Nullable Response callerRefusal(TokenRequest request);

	// Adds what only this endpoint tells of a token.
	abstract void describe(Map<String, Object> token, long secondsLeft);

	abstract Response error(int status, String message);

	@Override
	public @Nullable Response aside(TokenRequest request) {
		if (!this.path.equals(request.path())) {
			return error(404, TokenIssuer.unscripted(request));
		}
		return "GET".equals(request.method()) ? null : error(405, TokenIssuer.unscripted(request));
	}

	@Override
	public Response answer(TokenRequest request, Duration lifetime) {
		Response refusal = callerRefusal(request);
		if (refusal != null) {
			return refusal;
		}
		if (!this.apiVersion.equals(request.parameter("api-version"))) {
			return error(400, "The api-version must be " + this.apiVersion);
		}
		String resource = request.parameter("resource");
		if (resource == null || !Audiences.isKnown(resource)) {
			return error(400, "The resource '%s' is unknown".formatted(resource));
		}
		for (String selector : OTHER_SELECTORS) {
			if (request.parameter(selector) != null) {
				return error(400, "Only client_id selects an identity here, not " + selector);
			}
		}
		Optional<LocalIdentity> identity = this.principals.findManaged(request.parameter("client_id"));
		return identity.map((found) -> token(found, resource, lifetime))
			.orElseGet(() -> error(400, "Identity not found"));
	}

	private Response token(LocalIdentity identity, String resource, Duration lifetime) {
		IssuedToken token = this.tokens.issue(identity, resource, lifetime);
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("access_token", token.value());
		body.put("expires_on", Long.toString(token.expiry().getEpochSecond()));
		body.put("resource", resource);
		body.put("token_type", "Bearer");
		body.put("client_id", TokenAuthority.clientId(identity));
		describe(body, lifetime.toSeconds());
		return Response.json(200, body);
	}

}
