package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;

/**
 * The Instance Metadata Service of a virtual machine, as far as it issues tokens.
 */
public final class ImdsEndpoint extends TokenEndpoint {

	ImdsEndpoint(ImdsIssuer issuer, InstantSource clock) throws IOException {
		super(HttpServer.create(anyPort(), 0), "imds", issuer, clock, Duration.ofHours(24));
	}

	/**
	 * Returns where tokens are asked for; on a virtual machine, that is at
	 * {@code 169.254.169.254}.
	 * @return the address
	 */
	@Override
	public URI uri() {
		return authority().resolve(ImdsIssuer.PATH);
	}

	URI authority() {
		return URI.create("http://127.0.0.1:%d".formatted(port()));
	}

	/**
	 * Answers every call for a token that there were too many, until {@link #reset()}.
	 * @param retryAfter when the next may come, in whole seconds
	 */
	public void throttle(Duration retryAfter) {
		respond(429, "{\"error\":\"too_many_requests\",\"error_description\":\"Too many requests\"}",
				Map.of("Retry-After", Long.toString(retryAfter.toSeconds())));
	}

	/**
	 * Answers every call for a token as while the service is updated, until
	 * {@link #reset()}.
	 */
	public void beUpdated() {
		respond(410, "{\"error\":\"gone\",\"error_description\":\"The service is being updated\"}");
	}

}
