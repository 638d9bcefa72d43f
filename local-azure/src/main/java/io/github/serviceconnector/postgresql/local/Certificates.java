package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

/**
 * Every certificate of one stand-in, good and bad, and the files that others read them
 * from.
 */
final class Certificates implements AutoCloseable {

	/**
	 * The name that the gateway's own certificate gives it before the real server.
	 */
	static final String GATEWAY_NAME = "local-azure-gateway";

	static final String PASSWORD = "changeit";

	private static final String SERVER_NAME = "local-azure-database";

	private final CertificateAuthority authority = CertificateAuthority.create("Local Azure");

	private final Map<ServerBehavior, SSLContext> serverContexts = new ConcurrentHashMap<>();

	private final List<String> serverNames;

	private final TlsIdentity server;

	private final TlsIdentity gateway;

	private final Path directory;

	Certificates(List<String> extraNames) {
		this.serverNames = Stream
			.concat(Stream.of("localhost", "127.0.0.1", "::1", "*.postgres.database.azure.com"), extraNames.stream())
			.toList();
		this.server = this.authority.issue(SERVER_NAME, this.serverNames);
		this.gateway = this.authority.issue(GATEWAY_NAME, List.of("localhost"));
		try {
			this.directory = Files.createTempDirectory("local-azure-");
			Files.writeString(caCertificate(), pem("CERTIFICATE", this.authority.certificate().getEncoded()));
			store(this.gateway.trustStore(PASSWORD.toCharArray()), trustStore());
			store(this.gateway.keyStore(PASSWORD.toCharArray()), gatewayKeyStore());
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new LocalAzureException("The certificates cannot be written", ex);
		}
	}

	private static void store(KeyStore keyStore, Path file) throws GeneralSecurityException, IOException {
		try (OutputStream out = Files.newOutputStream(file)) {
			keyStore.store(out, PASSWORD.toCharArray());
		}
	}

	static String pem(String type, byte[] content) {
		String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
		return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, base64);
	}

	CertificateAuthority authority() {
		return this.authority;
	}

	TlsIdentity server() {
		return this.server;
	}

	Path caCertificate() {
		return this.directory.resolve("ca.pem");
	}

	Path trustStore() {
		return this.directory.resolve("truststore.p12");
	}

	Path gatewayKeyStore() {
		return this.directory.resolve("gateway.p12");
	}

	SSLContext gatewayContext() {
		return this.gateway.context();
	}

	SSLContext serverContext(ServerBehavior behavior) {
		return this.serverContexts.computeIfAbsent(behavior, (key) -> serverIdentity(key).context());
	}

	SSLContext entraContext() {
		return this.authority
			.issue("local-azure-entra", List.of("localhost", "127.0.0.1", "::1", EntraMetadata.PUBLIC_HOST))
			.context();
	}

	private TlsIdentity serverIdentity(ServerBehavior behavior) {
		return switch (behavior) {
			case CERTIFICATE_OF_UNKNOWN_AUTHORITY ->
				CertificateAuthority.create("Stranger").issue(SERVER_NAME, this.serverNames);
			case CERTIFICATE_OF_ANOTHER_HOST -> this.authority.issue("another-host", List.of("another-host.invalid"));
			case EXPIRED_CERTIFICATE -> this.authority.issueExpired(SERVER_NAME, this.serverNames);
			default -> this.server;
		};
	}

	@Override
	public void close() {
		try {
			for (Path file : List.of(caCertificate(), trustStore(), gatewayKeyStore(), this.directory)) {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException ex) {
			throw new LocalAzureException("'%s' cannot be deleted".formatted(this.directory), ex);
		}
	}

}
