package io.github.serviceconnector.postgresql.local;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.EndpointScript.Response;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls as the <a href=
 * "https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#get-a-token-using-http">Instance
 * Metadata Service</a> does.
 */
final class ImdsIssuer extends ManagedIdentityIssuer {

	static final String PATH = "/metadata/identity/oauth2/token";

	ImdsIssuer(TokenAuthority tokens, Principals principals) {
		super(PATH, "2018-02-01", tokens, principals);
	}

	@Override
	@Nullable Response callerRefusal(TokenRequest request) {
		return "true".equalsIgnoreCase(request.header("Metadata")) ? null
				: error(400, "bad_request_102", "Required metadata header not specified");
	}

	@Override
	void describe(Map<String, Object> token, long secondsLeft) {
		long end = Long.parseLong((String) token.getOrDefault("expires_on", "0"));
		token.put("expires_in", Long.toString(secondsLeft));
		token.put("ext_expires_in", Long.toString(secondsLeft));
		token.put("not_before", Long.toString(end - secondsLeft));
		token.put("refresh_token", "");
	}

	@Override
	Response error(int status, String message) {
		return error(status, "invalid_request", message);
	}

	private static Response error(int status, String code, String message) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("error", code);
		body.put("error_description", message);
		return Response.json(status, body);
	}

}
