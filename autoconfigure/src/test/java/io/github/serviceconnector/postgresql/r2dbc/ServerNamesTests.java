package io.github.serviceconnector.postgresql.r2dbc;

import java.io.FileInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyStore;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.github.serviceconnector.postgresql.binding.HostAndPort;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.TrustStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerNames}, with a certificate for {@code localhost} and
 * {@code *.postgres.database.azure.com}.
 */
class ServerNamesTests {

	private static final byte[] SSL_REQUEST = { 0, 0, 0, 8, 4, (byte) 210, 22, 47 };

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private SSLSession session;

	@BeforeEach
	void connect() throws Exception {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), azure.get().database().port())) {
			socket.getOutputStream().write(SSL_REQUEST);
			assertThat(socket.getInputStream().read()).isEqualTo('S');
			try (SSLSocket tls = (SSLSocket) context().getSocketFactory()
				.createSocket(socket, "localhost", socket.getPort(), true)) {
				tls.startHandshake();
				this.session = tls.getSession();
			}
		}
	}

	@Test
	void verifyWhenUrlNamesTheServerDoesNotMindWhatTheAddressIsCalled() {
		assertThat(names("Demo.postgres.database.azure.com").verify("10-0-0-1.example.com", this.session)).isTrue();
	}

	@Test
	void verifyWhenUrlHasAnAddressDoesNotTakeTheNameThatDnsHasForIt() {
		assertThat(names("10.0.0.1").verify("localhost", this.session)).isFalse();
	}

	@Test
	void verifyWhenUrlNamesSeveralTakesTheOneThatIsConnected() {
		ServerNames names = names("one.postgres.database.azure.com", "10.0.0.1", "other.example.com");
		assertThat(names.verify("One.postgres.database.azure.com", this.session)).isTrue();
		assertThat(names.verify("other.example.com", this.session)).isFalse();
		assertThat(names.verify("localhost", this.session)).isFalse();
	}

	private static ServerNames names(String... hosts) {
		return ServerNames.of(List.of(hosts).stream().map((host) -> new HostAndPort(host, 5432)).toList());
	}

	private static SSLContext context() throws Exception {
		TrustStore trustStore = azure.get().trustStore();
		KeyStore keyStore = KeyStore.getInstance(KeyStore.getDefaultType());
		try (InputStream in = new FileInputStream(trustStore.file().toFile())) {
			keyStore.load(in, trustStore.password().toCharArray());
		}
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(keyStore);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

}
