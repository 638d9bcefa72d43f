package io.github.serviceconnector.postgresql.sample;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/**
 * A browser without scripts, as plain as can be.
 */
final class PageClient {

	private final HttpClient http = HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();

	private final URI base;

	PageClient(int port) {
		this.base = URI.create("http://localhost:" + port);
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(this.base.resolve(path)));
	}

	/**
	 * Sends a form of one field, and follows the redirect.
	 */
	HttpResponse<String> post(String path, String field, String value) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(this.base.resolve(path))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(field + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8))));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.http.send(request.header("Accept", "text/html,*/*").build(), BodyHandlers.ofString());
	}

}
