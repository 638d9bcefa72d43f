package io.github.serviceconnector.postgresql.local;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.github.serviceconnector.postgresql.local.EndpointScript.Response;
import io.github.serviceconnector.postgresql.local.TokenAuthority.IssuedToken;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls as the <a href=
 * "https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference">identity
 * endpoint of App Service</a> does.
 */
final class TokenService implements TokenIssuer {

	static final String PATH = "/msi/token";

	private static final String API_VERSION = "2019-08-01";

	private final String secret = UUID.randomUUID().toString();

	private final TokenAuthority tokens;

	private final Principals principals;

	TokenService(TokenAuthority tokens, Principals principals) {
		this.tokens = tokens;
		this.principals = principals;
	}

	String secret() {
		return this.secret;
	}

	@Override
	public @Nullable Response aside(TokenRequest request) {
		if (!PATH.equals(request.path())) {
			return error(404, TokenIssuer.unscripted(request));
		}
		return "GET".equals(request.method()) ? null : error(405, TokenIssuer.unscripted(request));
	}

	@Override
	public Response answer(TokenRequest request, Duration lifetime) {
		if (!isFromTheApp(request.header("X-IDENTITY-HEADER"))) {
			return error(401, "The header X-IDENTITY-HEADER is missing or wrong");
		}
		if (!API_VERSION.equals(request.parameter("api-version"))) {
			return error(400, "The api-version must be " + API_VERSION);
		}
		String resource = request.parameter("resource");
		if (resource == null || !Audiences.isKnown(resource)) {
			return error(400, "The resource '%s' is unknown".formatted(resource));
		}
		if (request.parameter("mi_res_id") != null || request.parameter("principal_id") != null) {
			return error(400, "Only client_id selects an identity here, neither mi_res_id nor principal_id");
		}
		Optional<LocalIdentity> identity = this.principals.findManaged(request.parameter("client_id"));
		return identity.map((found) -> token(found, resource, lifetime))
			.orElseGet(() -> error(400, "Identity not found"));
	}

	private boolean isFromTheApp(@Nullable String header) {
		return header != null && MessageDigest.isEqual(header.getBytes(StandardCharsets.UTF_8),
				this.secret.getBytes(StandardCharsets.UTF_8));
	}

	private Response token(LocalIdentity identity, String resource, Duration lifetime) {
		IssuedToken token = this.tokens.issue(identity, resource, lifetime);
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("access_token", token.value());
		body.put("expires_on", Long.toString(token.expiry().getEpochSecond()));
		body.put("resource", resource);
		body.put("token_type", "Bearer");
		body.put("client_id", TokenAuthority.clientId(identity));
		return Response.json(200, body);
	}

	private static Response error(int status, String message) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("statusCode", status);
		body.put("message", message);
		body.put("correlationId", UUID.randomUUID().toString());
		return Response.json(status, body);
	}

}
