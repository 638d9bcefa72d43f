package io.github.serviceconnector.postgresql.identity;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.BasicJsonParser;
import org.springframework.boot.json.JsonParseException;

/**
 * The managed identity endpoint of App Service, Functions and Container Apps, as <a href=
 * "https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference">documented</a>,
 * asked directly: one request, and none of azure-identity's classes.
 */
final class AppServiceTokenSource implements TokenSource {

	private static final String SCOPE_SUFFIX = "/.default";

	// More than any answer with a token, and less than would hurt
	private static final int MAX_RESPONSE_SIZE = 1 << 20;

	// Wrong until a person acts
	private static final Set<Integer> PERMANENT = Set.of(HttpURLConnection.HTTP_BAD_REQUEST,
			HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND);

	private final Identity.ManagedIdentity identity;

	private final Identity.Endpoint endpoint;

	private final URI uri;

	private final Duration timeout;

	private final InstantSource clock;

	AppServiceTokenSource(Identity.ManagedIdentity identity, Identity.Endpoint endpoint, String scope, Duration timeout,
			InstantSource clock) {
		this.identity = identity;
		this.endpoint = endpoint;
		this.uri = uri(identity, endpoint, scope);
		this.timeout = timeout;
		this.clock = clock;
	}

	private static URI uri(Identity.ManagedIdentity identity, Identity.Endpoint endpoint, String scope) {
		String resource = scope.endsWith(SCOPE_SUFFIX) ? scope.substring(0, scope.length() - SCOPE_SUFFIX.length())
				: scope;
		StringBuilder uri = new StringBuilder(endpoint.uri().toString());
		uri.append((endpoint.uri().getQuery() != null) ? '&' : '?');
		uri.append("api-version=2019-08-01&resource=").append(encode(resource));
		if (identity.clientId() != null) {
			uri.append("&client_id=").append(encode(identity.clientId()));
		}
		return URI.create(uri.toString());
	}

	private static String encode(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

	@Override
	public AccessToken fetch() {
		try {
			return request();
		}
		catch (IOException ex) {
			throw new TokenException(
					"The identity endpoint " + this.endpoint.uri() + " could not be asked for a token of the "
							+ this.identity.description() + ": " + ex + ".",
					"Check that the platform's identity endpoint answers; restart the app if it stays away.", ex);
		}
	}

	private AccessToken request() throws IOException {
		// The endpoint is the platform's own: a proxy must never see the header
		HttpURLConnection connection = (HttpURLConnection) this.uri.toURL().openConnection(Proxy.NO_PROXY);
		connection.setConnectTimeout(Math.toIntExact(this.timeout.toMillis()));
		connection.setReadTimeout(Math.toIntExact(this.timeout.toMillis()));
		connection.setInstanceFollowRedirects(false);
		IdentityHeaderFilter.install();
		connection.setRequestProperty(IdentityHeaderFilter.HEADER, this.endpoint.header());
		connection.setRequestProperty("Accept", "application/json");
		int status = connection.getResponseCode();
		String body = read((status < HttpURLConnection.HTTP_BAD_REQUEST) ? connection.getInputStream()
				: connection.getErrorStream());
		if (status != HttpURLConnection.HTTP_OK) {
			throw refused(status, body, retryAfter(connection));
		}
		return accessToken(body);
	}

	private @Nullable Duration retryAfter(HttpURLConnection connection) {
		// The server's own clock first: the two may differ
		long date = connection.getDate();
		return RetryAfter.parse(connection.getHeaderField("Retry-After"),
				(date > 0) ? Instant.ofEpochMilli(date) : this.clock.instant());
	}

	private static String read(@Nullable InputStream stream) throws IOException {
		if (stream == null) {
			return "";
		}
		try (stream) {
			return new String(stream.readNBytes(MAX_RESPONSE_SIZE), StandardCharsets.UTF_8);
		}
	}

	private AccessToken accessToken(String body) {
		try {
			Map<String, Object> answer = new BasicJsonParser().parseMap(body);
			if (answer.get("access_token") instanceof String token && !token.isEmpty()
					&& answer.get("expires_on") != null) {
				long expiresOn = Long.parseLong(String.valueOf(answer.get("expires_on")));
				return new AccessToken(token, Instant.ofEpochSecond(expiresOn));
			}
		}
		catch (JsonParseException | NumberFormatException | DateTimeException ex) {
			// Told below; the exception's text may quote the answer
		}
		throw new TokenException(
				"The identity endpoint " + this.endpoint.uri() + " answered without a token for the "
						+ this.identity.description() + ".",
				"Check that IDENTITY_ENDPOINT is the one that the platform set.", null);
	}

	private TokenException refused(int status, String body, @Nullable Duration retryAfter) {
		String message = message(body);
		String problem = "The identity endpoint " + this.endpoint.uri() + " answered with status " + status
				+ " to the request for a token of the " + this.identity.description()
				+ (message.isEmpty() ? "." : ": " + message + (message.endsWith(".") ? "" : "."));
		return new TokenException(problem, action(status), null, retryAfter, PERMANENT.contains(status));
	}

	private String action(int status) {
		if (status == HttpURLConnection.HTTP_BAD_REQUEST || status == HttpURLConnection.HTTP_NOT_FOUND) {
			return (this.identity.clientId() == null)
					? "Turn on the app's system-assigned identity (az webapp identity assign), or set "
							+ "'spring.cloud.azure.credential.client-id' to the user-assigned one's client id."
					: "Assign that identity to the app (az webapp identity assign --identities <resource id>), or "
							+ "correct 'spring.cloud.azure.credential.client-id'.";
		}
		if (status == HttpURLConnection.HTTP_UNAUTHORIZED || status == HttpURLConnection.HTTP_FORBIDDEN) {
			return "Leave IDENTITY_HEADER as the platform sets it.";
		}
		return "Try again; the identity provider's trouble is usually a passing one.";
	}

	private static String message(String body) {
		try {
			Map<String, Object> answer = new BasicJsonParser().parseMap(body);
			Object error = answer.get("error");
			Object message = (error instanceof Map<?, ?> map) ? map.get("message") : answer.get("message");
			return (message instanceof String text) ? text : "";
		}
		catch (JsonParseException ex) {
			return "";
		}
	}

}
