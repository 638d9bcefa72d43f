package io.github.serviceconnector.postgresql.jdbc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what is no PostgreSQL, and never gets to the point: a login ends within the
 * pool's time-out.
 */
// The pool's time-out of a second, and time for a slow machine
@Timeout(15)
class BrokenServerTests {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private final Map<String, String> variables = new HashMap<>();

	private final ByteArrayOutputStream received = new ByteArrayOutputStream();

	private ServerSocket listener;

	@BeforeEach
	void bind() throws IOException {
		this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		this.variables.computeIfPresent("spring.datasource.url", (name, url) -> url
			.replace(":" + azure.get().database().port() + "/", ":" + this.listener.getLocalPort() + "/"));
		this.variables.putAll(azure.get().identityEnvironment());
	}

	@AfterEach
	void close() throws IOException {
		this.listener.close();
	}

	@Test
	void loginWhenServerIsSilentEndsInTime() {
		assertLoginEnds((client, out) -> {
		});
	}

	@Test
	void loginWhenServerIsSilentAfterItAgreedToTlsEndsInTime() {
		assertLoginEnds((client, out) -> out.write('S'));
	}

	@Test
	void loginWhenServerAnswersGarbageEndsInTime() {
		assertLoginEnds(
				(client, out) -> out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
	}

	@Test
	void loginWhenServerAnswersTlsWithGarbageEndsInTime() {
		assertLoginEnds((client, out) -> out.write("SSSSSSSSSSSSSSSSSSSS".getBytes(StandardCharsets.US_ASCII)));
	}

	@Test
	void loginWhenErrorHasNoEndEndsInTime() {
		assertLoginEnds((client, out) -> {
			byte[] text = "E\177\177\177\177SFATAL".getBytes(StandardCharsets.US_ASCII);
			while (true) {
				out.write(text);
			}
		});
	}

	@Test
	void loginWhenAnswerDripsEndsInTime() {
		assertLoginEnds(this::drip);
	}

	@Test
	void loginWithoutAPoolWhenAnswerDripsEndsByTheDriversOwnLimit() throws SQLException {
		// Hikari sets a limit for the whole JVM
		int before = DriverManager.getLoginTimeout();
		DriverManager.setLoginTimeout(0);
		serveOnThread(this::drip);
		try (ConfigurableApplicationContext context = BoundApplication.run(LoginApplication.class, this.variables)) {
			String url = context.getBean(JdbcConnectionDetails.class).getJdbcUrl();
			assertThatExceptionOfType(SQLException.class)
				.isThrownBy(() -> new TokenLoginDriver(Duration.ofMillis(500)).connect(url, new Properties()))
				.withMessage("Connection attempt timed out.");
		}
		finally {
			DriverManager.setLoginTimeout(before);
		}
	}

	// A handshake record of 16 KB, of which each byte comes in time
	private void drip(Socket client, OutputStream out) throws IOException {
		out.write('S');
		// Not before the client begins: what came with the 'S' would be lost on it
		this.received.write(client.getInputStream().read());
		client.setSoTimeout(100);
		out.write(new byte[] { 22, 3, 3, 64, 0, 2, 0, 63, (byte) 252 });
		while (drain(client.getInputStream())) {
			out.write(0);
		}
	}

	private void assertLoginEnds(Script script) {
		serveOnThread(script);
		try (ConfigurableApplicationContext context = BoundApplication.run(LoginApplication.class, this.variables,
				"--spring.datasource.hikari.connection-timeout=1000")) {
			DataSource dataSource = context.getBean(DataSource.class);
			assertThatException().isThrownBy(() -> LoginApplication.currentUser(dataSource));
		}
		assertThat(this.received.toString(StandardCharsets.ISO_8859_1)).isNotEmpty().doesNotContain("eyJ");
	}

	private void serveOnThread(Script script) {
		Thread server = new Thread(() -> serve(script), "broken-server");
		server.setDaemon(true);
		server.start();
	}

	private void serve(Script script) {
		while (!this.listener.isClosed()) {
			try (Socket client = this.listener.accept()) {
				this.received.writeBytes(client.getInputStream().readNBytes(8));
				script.run(client, client.getOutputStream());
				client.getInputStream().transferTo(this.received);
			}
			catch (IOException ex) {
				// The client left, or the test is over
			}
		}
	}

	// Returns whether the client is still there when it has said nothing for a while
	private boolean drain(InputStream in) throws IOException {
		try {
			for (int next = in.read(); next >= 0; next = in.read()) {
				this.received.write(next);
			}
			return false;
		}
		catch (SocketTimeoutException ex) {
			return true;
		}
	}

	private interface Script {

		void run(Socket client, OutputStream out) throws IOException;

	}

}
