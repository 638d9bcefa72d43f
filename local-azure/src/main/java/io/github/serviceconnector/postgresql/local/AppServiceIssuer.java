package io.github.serviceconnector.postgresql.local;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import io.github.serviceconnector.postgresql.local.EndpointScript.Response;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls as the <a href=
 * "https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference">identity
 * endpoint of App Service</a> does.
 */
final class AppServiceIssuer extends ManagedIdentityIssuer {

	static final String PATH = "/msi/token";

	private final String secret = UUID.randomUUID().toString();

	AppServiceIssuer(TokenAuthority tokens, Principals principals) {
		super(PATH, "2019-08-01", tokens, principals);
	}

	String secret() {
		return this.secret;
	}

	@Override
	@Nullable Response callerRefusal(TokenRequest request) {
		return isFromTheApp(request.header("X-IDENTITY-HEADER")) ? null
				: error(401, "The header X-IDENTITY-HEADER is missing or wrong");
	}

	private boolean isFromTheApp(@Nullable String header) {
		return header != null && MessageDigest.isEqual(header.getBytes(StandardCharsets.UTF_8),
				this.secret.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	void describe(Map<String, Object> token, long secondsLeft) {
		// It tells the end and nothing more
	}

	@Override
	Response error(int status, String message) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("statusCode", status);
		body.put("message", message);
		body.put("correlationId", UUID.randomUUID().toString());
		return Response.json(status, body);
	}

}
