package io.github.serviceconnector.postgresql.local;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.serviceconnector.postgresql.local.EndpointScript.Response;

/**
 * Errors of Microsoft Entra, by their <a href=
 * "https://learn.microsoft.com/entra/identity-platform/reference-error-codes">documented
 * codes</a>.
 */
enum EntraError {

	UNKNOWN_INSTANCE(400, "invalid_instance", 50049, "Unknown or invalid instance."),

	UNKNOWN_TENANT(400, "invalid_request", 90002,
			"Tenant '%s' not found. Check to make sure you have the correct"
					+ " tenant ID and are signing into the correct cloud."),

	UNSUPPORTED_GRANT(400, "unsupported_grant_type", 70003,
			"The app requested an unsupported grant type '%s'. Please contact the application owner."),

	MISSING_PARAMETER(400, "invalid_request", 900144, "The request body must contain the following parameter: '%s'."),

	INVALID_SCOPE(400, "invalid_scope", 1002012, "The provided value for scope %s is not valid. Client credential flows"
			+ " must have a scope value with /.default suffixed to the resource identifier (application ID URI)."),

	UNKNOWN_RESOURCE(400, "invalid_resource", 500011, "The resource principal named %s was not found in the tenant."),

	UNKNOWN_APPLICATION(400, "unauthorized_client", 700016,
			"Application with identifier '%s' was not found in the directory '%s'."),

	NO_CREDENTIAL(401, "invalid_client", 7000218,
			"The request body must contain the following parameter: 'client_assertion' or 'client_secret'."),

	WRONG_SECRET(401, "invalid_client", 7000215,
			"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value,"
					+ " not the client secret ID, for a secret added to app '%s'."),

	EXPIRED_SECRET(401, "invalid_client", 7000222, "The provided client secret keys for app '%s' are expired."),

	MALFORMED_ASSERTION(400, "invalid_request", 50027, "JWT token is invalid or malformed."),

	WRONG_CERTIFICATE(401, "invalid_client", 700027, "Client assertion failed signature validation."),

	EXPIRED_ASSERTION(401, "invalid_client", 700024, "Client assertion is not within its valid time range."),

	NO_FEDERATED_IDENTITY(400, "invalid_request", 70021,
			"No matching federated identity record found for presented assertion."
					+ " Assertion Issuer: '%s'. Assertion Subject: '%s'. Assertion Audience: '%s'.");

	private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'")
		.withZone(ZoneOffset.UTC);

	private final int status;

	private final String error;

	private final int code;

	private final String description;

	EntraError(int status, String error, int code, String description) {
		this.status = status;
		this.error = error;
		this.code = code;
		this.description = description;
	}

	Response response(Instant time, Object... arguments) {
		return response(this.status, this.error, this.code, this.description.formatted(arguments), time);
	}

	// Entra's 404 is a page; a code of its own tells an unscripted call from what Azure
	// refuses.
	static Response unscripted(int status, TokenRequest request, Instant time) {
		return response(status, "unscripted_call", 0, TokenIssuer.unscripted(request), time);
	}

	private static Response response(int status, String error, int code, String description, Instant time) {
		String timestamp = TIMESTAMP.format(time);
		String traceId = UUID.randomUUID().toString();
		String correlationId = UUID.randomUUID().toString();
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("error", error);
		body.put("error_description", "AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s".formatted(code,
				description, traceId, correlationId, timestamp));
		body.put("error_codes", List.of(code));
		body.put("timestamp", timestamp);
		body.put("trace_id", traceId);
		body.put("correlation_id", correlationId);
		return Response.json(status, body);
	}

}
