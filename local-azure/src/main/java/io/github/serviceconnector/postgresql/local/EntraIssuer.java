package io.github.serviceconnector.postgresql.local;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.serviceconnector.postgresql.local.EndpointScript.Response;
import io.github.serviceconnector.postgresql.local.FederatedTokens.Assertion;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls as the <a href=
 * "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">token
 * endpoint of Microsoft Entra</a> does.
 */
final class EntraIssuer implements TokenIssuer {

	private static final String TOKEN_PATH = "/oauth2/v2.0/token";

	private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

	private static final String DEFAULT_SCOPE = "/.default";

	// msal4j asks for them with every token; an app's token has none of them
	private static final Set<String> USER_SCOPES = Set.of("openid", "profile", "offline_access");

	private final TokenAuthority tokens;

	private final Principals principals;

	private final ClientSecrets secrets;

	private final ClientCertificates certificates;

	private final FederatedTokens federatedTokens;

	private final InstantSource clock;

	EntraIssuer(TokenAuthority tokens, Principals principals, ClientSecrets secrets, ClientCertificates certificates,
			FederatedTokens federatedTokens, InstantSource clock) {
		this.tokens = tokens;
		this.principals = principals;
		this.secrets = secrets;
		this.certificates = certificates;
		this.federatedTokens = federatedTokens;
		this.clock = clock;
	}

	@Override
	public @Nullable Response aside(TokenRequest request) {
		boolean get = "GET".equals(request.method());
		if (EntraMetadata.isDiscovery(request.path())) {
			return get ? EntraMetadata.discovery(request).orElseGet(() -> error(EntraError.UNKNOWN_INSTANCE))
					: unscripted(405, request);
		}
		if (EntraMetadata.isConfiguration(request.path())) {
			return get ? EntraMetadata.configuration(request) : unscripted(405, request);
		}
		if (!request.path().matches("/[^/]+" + TOKEN_PATH)) {
			return unscripted(404, request);
		}
		return "POST".equals(request.method()) ? null : unscripted(405, request);
	}

	@Override
	public Response answer(TokenRequest request, Duration lifetime) {
		String tenant = request.path().substring(1, request.path().length() - TOKEN_PATH.length());
		if (!TokenAuthority.TENANT.equals(tenant)) {
			return error(EntraError.UNKNOWN_TENANT, tenant);
		}
		for (String name : List.of("grant_type", "client_id", "scope")) {
			if (request.parameter(name) == null) {
				return error(EntraError.MISSING_PARAMETER, name);
			}
		}
		String grant = parameter(request, "grant_type");
		if (!"client_credentials".equals(grant)) {
			return error(EntraError.UNSUPPORTED_GRANT, grant);
		}
		String clientId = parameter(request, "client_id");
		Optional<LocalIdentity> identity = this.principals.findServicePrincipal(clientId);
		if (identity.isEmpty()) {
			return error(EntraError.UNKNOWN_APPLICATION, clientId, tenant);
		}
		Response refusal = refusal(request, clientId);
		return (refusal != null) ? refusal : token(identity.get(), parameter(request, "scope"), lifetime);
	}

	private static String parameter(TokenRequest request, String name) {
		String value = request.parameter(name);
		return (value != null) ? value : "";
	}

	private @Nullable Response refusal(TokenRequest request, String clientId) {
		String assertion = request.parameter("client_assertion");
		if (assertion != null && ASSERTION_TYPE.equals(request.parameter("client_assertion_type"))) {
			return assertionRefusal(assertion, clientId);
		}
		String secret = request.parameter("client_secret");
		if (secret == null) {
			return error(EntraError.NO_CREDENTIAL);
		}
		return switch (this.secrets.match(clientId, secret)) {
			case GOOD -> null;
			case WRONG -> error(EntraError.WRONG_SECRET, clientId);
			case EXPIRED -> error(EntraError.EXPIRED_SECRET, clientId);
		};
	}

	private @Nullable Response assertionRefusal(String token, String clientId) {
		if (this.certificates.has(clientId)) {
			return this.certificates.match(clientId, token, this.clock.instant()) ? null
					: error(EntraError.WRONG_CERTIFICATE);
		}
		try {
			Assertion assertion = this.federatedTokens.verify(token);
			if (!this.federatedTokens.isFor(assertion, clientId)) {
				return error(EntraError.NO_FEDERATED_IDENTITY, assertion.issuer(), assertion.subject(),
						assertion.audience());
			}
			return assertion.expiry().isAfter(this.clock.instant()) ? null : error(EntraError.EXPIRED_ASSERTION);
		}
		catch (InvalidTokenException ex) {
			return error(EntraError.MALFORMED_ASSERTION);
		}
	}

	private Response token(LocalIdentity identity, String scope, Duration lifetime) {
		List<String> scopes = Arrays.stream(scope.split(" ", -1)).filter((one) -> !USER_SCOPES.contains(one)).toList();
		if (scopes.size() != 1 || !scopes.get(0).endsWith(DEFAULT_SCOPE)) {
			return error(EntraError.INVALID_SCOPE, scope);
		}
		String resource = scopes.get(0).substring(0, scopes.get(0).length() - DEFAULT_SCOPE.length());
		if (!Audiences.isKnown(resource)) {
			return error(EntraError.UNKNOWN_RESOURCE, resource);
		}
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("token_type", "Bearer");
		body.put("expires_in", lifetime.toSeconds());
		body.put("ext_expires_in", lifetime.toSeconds());
		body.put("access_token", this.tokens.issue(identity, resource, lifetime).value());
		return Response.json(200, body);
	}

	private Response error(EntraError error, Object... arguments) {
		return error.response(this.clock.instant(), arguments);
	}

	private Response unscripted(int status, TokenRequest request) {
		return EntraError.unscripted(status, request, this.clock.instant());
	}

}
