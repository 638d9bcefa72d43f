package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

import com.sun.net.httpserver.HttpServer;

/**
 * The managed identity endpoint of App Service.
 */
public final class IdentityEndpoint extends TokenEndpoint {

	IdentityEndpoint(AppServiceIssuer issuer, InstantSource clock) throws IOException {
		super(HttpServer.create(anyPort(), 0), "identity", issuer, clock, Duration.ofHours(24));
	}

	/**
	 * Returns what App Service sets as {@code IDENTITY_ENDPOINT}.
	 * @return the address
	 */
	@Override
	public URI uri() {
		return URI.create("http://127.0.0.1:%d%s".formatted(port(), AppServiceIssuer.PATH));
	}

}
