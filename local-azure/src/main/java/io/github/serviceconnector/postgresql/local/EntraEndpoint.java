package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/**
 * The token endpoint of Microsoft Entra, over TLS, for apps that prove themselves with a
 * client secret or a federated token. Scripts leave the calls for metadata alone.
 */
public final class EntraEndpoint extends TokenEndpoint {

	private final ClientSecrets secrets;

	EntraEndpoint(EntraIssuer issuer, ClientSecrets secrets, Certificates certificates, InstantSource clock)
			throws IOException {
		super(server(certificates), "entra", issuer, clock, Duration.ofSeconds(3599));
		this.secrets = secrets;
	}

	private static HttpsServer server(Certificates certificates) throws IOException {
		HttpsServer server = HttpsServer.create(anyPort(), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(certificates.entraContext()));
		return server;
	}

	/**
	 * Returns what an app sets as {@code AZURE_AUTHORITY_HOST}.
	 * @return the address
	 */
	@Override
	public URI uri() {
		return URI.create("https://localhost:%d/".formatted(port()));
	}

	/**
	 * Returns the directory that the identities are in.
	 * @return the tenant's id
	 */
	public String tenantId() {
		return TokenAuthority.TENANT;
	}

	/**
	 * Lets the client secret of a service principal expire, until the service principal
	 * is given another.
	 * @param clientId client id of the service principal
	 */
	public void expireSecret(String clientId) {
		this.secrets.expire(clientId);
	}

}
