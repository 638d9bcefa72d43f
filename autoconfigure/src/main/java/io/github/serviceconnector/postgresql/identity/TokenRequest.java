package io.github.serviceconnector.postgresql.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/**
 * One request for a token over HTTP: bounded in time and size, and never redirected, so
 * that what proves the identity reaches nobody else. {@link #toString()} holds no secret.
 *
 * @param uri the whole address, query included
 * @param headers headers beside those that every request has
 * @param form fields to post, none for a {@code GET}
 */
record TokenRequest(URI uri, Map<String, String> headers, Map<String, String> form) {

	static final String IDENTITY_HEADER = "X-IDENTITY-HEADER";

	static final String CLIENT_SECRET = "client_secret";

	static final String CLIENT_ASSERTION = "client_assertion";

	private static final Set<String> SECRETS = Set.of(IDENTITY_HEADER, CLIENT_SECRET, CLIENT_ASSERTION);

	private static final String SCOPE_SUFFIX = "/.default";

	// More than any answer with a token, and less than would hurt
	private static final int MAX_RESPONSE_SIZE = 1 << 20;

	/**
	 * Asks the platform that the app runs on for a token of its managed identity.
	 * @param endpoint the platform's endpoint
	 * @param apiVersion the version of its protocol
	 * @param scope the token's scope
	 * @param clientId the client id of a user-assigned identity, {@code null} for the
	 * system-assigned one
	 * @param headers what the platform wants to see
	 * @return the request
	 */
	static TokenRequest ofManagedIdentity(URI endpoint, String apiVersion, String scope, @Nullable String clientId,
			Map<String, String> headers) {
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("api-version", apiVersion);
		parameters.put("resource",
				scope.endsWith(SCOPE_SUFFIX) ? scope.substring(0, scope.length() - SCOPE_SUFFIX.length()) : scope);
		if (clientId != null) {
			parameters.put("client_id", clientId);
		}
		char separator = (endpoint.getQuery() != null) ? '&' : '?';
		return new TokenRequest(URI.create(endpoint.toString() + separator + encode(parameters)), headers, Map.of());
	}

	/**
	 * Sends the request and reads the answer, whatever its status.
	 * @param timeout how long to wait for the connection, and for each part of the answer
	 * @param clock the wall clock
	 * @return the answer
	 * @throws IOException if there is none
	 */
	TokenAnswer send(Duration timeout, InstantSource clock) throws IOException {
		Instant sentAt = clock.instant();
		HttpURLConnection connection = open();
		connection.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
		connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
		connection.setInstanceFollowRedirects(false);
		connection.setUseCaches(false);
		connection.setRequestProperty("Accept", "application/json");
		IdentityHeaderFilter.install();
		this.headers.forEach(connection::setRequestProperty);
		if (!this.form.isEmpty()) {
			post(connection);
		}
		int status = connection.getResponseCode();
		String body = read((status < HttpURLConnection.HTTP_BAD_REQUEST) ? connection.getInputStream()
				: connection.getErrorStream());
		// The server's own clock first: the two may differ
		Instant now = (connection.getDate() > 0) ? Instant.ofEpochMilli(connection.getDate()) : clock.instant();
		return TokenAnswer.of(status, body, RetryAfter.parse(connection.getHeaderField("Retry-After"), now), sentAt);
	}

	private HttpURLConnection open() throws IOException {
		// What is not posted goes to the platform's own endpoint: no proxy must see it
		HttpURLConnection connection = (HttpURLConnection) (this.form.isEmpty()
				? this.uri.toURL().openConnection(Proxy.NO_PROXY) : this.uri.toURL().openConnection());
		if (connection instanceof HttpsURLConnection https) {
			// An application that verifies nobody by HttpsURLConnection's defaults must
			// not give the secret away. The verifier is asked where the name differs.
			https.setSSLSocketFactory(sslContext().getSocketFactory());
			https.setHostnameVerifier((host, session) -> false);
		}
		return connection;
	}

	private static SSLContext sslContext() {
		try {
			return SSLContext.getDefault();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void post(HttpURLConnection connection) throws IOException {
		connection.setDoOutput(true);
		connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
		try (OutputStream body = connection.getOutputStream()) {
			body.write(encode(this.form).getBytes(StandardCharsets.US_ASCII));
		}
	}

	private static String encode(Map<String, String> parameters) {
		return parameters.entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "="
					+ URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	private static String read(@Nullable InputStream stream) throws IOException {
		if (stream == null) {
			return "";
		}
		try (stream) {
			return new String(stream.readNBytes(MAX_RESPONSE_SIZE), StandardCharsets.UTF_8);
		}
	}

	/**
	 * Takes this request's secrets out of a text that an endpoint wrote.
	 * @param text the text
	 * @return the text, with asterisks for each secret
	 */
	String masked(String text) {
		String masked = text;
		for (Map<String, String> part : List.of(this.headers, this.form)) {
			for (Map.Entry<String, String> field : part.entrySet()) {
				if (SECRETS.contains(field.getKey())) {
					masked = masked.replace(field.getValue(), "***");
				}
			}
		}
		return masked;
	}

	@Override
	public String toString() {
		return "TokenRequest[uri=" + this.uri + "]";
	}

}
