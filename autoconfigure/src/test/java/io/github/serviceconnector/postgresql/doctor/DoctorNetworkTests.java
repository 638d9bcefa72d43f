package io.github.serviceconnector.postgresql.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import io.github.serviceconnector.postgresql.local.RecordedLogin;
import io.github.serviceconnector.postgresql.local.ServerBehavior;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the doctor of a server that cannot be reached, or is not the right one.
 */
class DoctorNetworkTests extends AbstractDoctorTests {

	@Test
	void doctorWhenHostIsUnknownSaysSo() throws Exception {
		this.variables.put("spring.datasource.url", database().jdbcUrl("dem0.postgres.database.azure.com"));
		assertScreen(1, FOUND.replace("demo.", "dem0.") + """
				✗ DNS            5 ms  The name of dem0.postgres.database.azure.com is not known
				                       to DNS.
				""" + notTried("TCP") + """

				Next: Correct the host in 'spring.datasource.url' from System Environment
				Property "spring.datasource.url"; a server with private access only is known in
				its own virtual network, which its private DNS zone must be linked to.
				""");
	}

	@Test
	void doctorWhenSecondHostIsUnknownNamesThatOne() throws Exception {
		String port = ":" + database().port();
		this.variables.computeIfPresent("spring.datasource.url",
				(name, url) -> url.replace(port, port + ",dem0.postgres.database.azure.com" + port));
		Screen screen = screen();
		assertThat(screen.text()).contains("The name of dem0.postgres.database.azure.com is not known");
		assertThat(screen.exitCode()).isOne();
	}

	@Test
	void doctorWhenPortIsClosedSaysSo() throws Exception {
		int closed = closedPort();
		this.variables.computeIfPresent("spring.datasource.url",
				(name, url) -> url.replace(":" + database().port(), ":" + closed));
		Screen screen = screen();
		assertThat(screen.text().replace(":" + closed, ":54321")).isEqualTo(FOUND + """
				✓ DNS            5 ms  demo.postgres.database.azure.com is 127.0.0.1
				✗ TCP            5 ms  Nothing listens at
				                       demo.postgres.database.azure.com:54321.
				""" + notTried("TLS") + """

				Next: Correct host and port in 'spring.datasource.url' from System Environment
				Property "spring.datasource.url": 5432, or 6432 where the built-in PgBouncer is
				on. A server that was stopped starts with: az postgres flexible-server start
				--resource-group <group> --name <server>
				""");
		assertThat(screen.exitCode()).isOne();
	}

	@Test
	void doctorWhenCertificateIsNotTrustedShowsIt() throws Exception {
		database().behave(ServerBehavior.CERTIFICATE_OF_UNKNOWN_AUTHORITY);
		assertScreen(1, FOUND + REACHED + """
				✗ TLS            5 ms  The certificate of demo.postgres.database.azure.com:54321
				                       comes from an authority that is not trusted, so no token
				                       was sent. It is for localhost, 127.0.0.1,
				                       0:0:0:0:0:0:0:1, *.postgres.database.azure.com, issued by
				                       CN=Stranger, valid from 2030-01-02 until 2030-01-02.
				""" + notTried("token") + """

				Next: Use a current JDK, whose trust store has Azure's authorities, or add the
				server's authority to it (keytool -importcert -cacerts -file <authority>.pem); a
				URL with sslrootcert trusts that file alone.
				""");
		assertNoTokenReceived();
	}

	@Test
	void doctorWhenCertificateIsAnothersShowsItsName() throws Exception {
		database().behave(ServerBehavior.CERTIFICATE_OF_ANOTHER_HOST);
		assertScreen(1, FOUND + REACHED + """
				✗ TLS            5 ms  The server was asked for as
				                       demo.postgres.database.azure.com, and its certificate is
				                       for another name, so no token was sent. It is for
				                       another-host.invalid, issued by CN=Local Azure, valid
				                       from 2030-01-02 until 2030-01-02.
				""" + notTried("token") + """

				Next: Write the server's own name, <server>.postgres.database.azure.com, in
				'spring.datasource.url' from System Environment Property
				"spring.datasource.url": neither an IP address nor an alias (a CNAME, or a name
				in a private DNS zone of your own).
				""");
		assertNoTokenReceived();
	}

	@Test
	void doctorWhenSslBundleIsNamedVerifiesAtTheLogin() throws Exception {
		String[] bundle = { "--serviceconnector.postgresql.tls.bundle=database",
				"--spring.ssl.bundle.pem.database.truststore.certificate=" + azure.get().caCertificate().toUri() };
		String skipped = """
				– TLS            5 ms  the SSL bundle is tried with the login
				""";
		assertScreen(0, FOUND + REACHED + skipped + TOKEN + ENTERED + GRANTED + NOTHING_TO_DO, bundle);
		database().behave(ServerBehavior.CERTIFICATE_OF_UNKNOWN_AUTHORITY);
		assertThat(screen(bundle).text()).contains("""
				✗ login          5 ms  The certificate of demo.postgres.database.azure.com:54321
				                       comes from an authority that is not trusted, so no token
				                       was sent.
				""");
	}

	@Test
	void doctorWhenServerDoesNotEncryptSaysSo() throws Exception {
		database().behave(ServerBehavior.WITHOUT_TLS);
		assertScreen(1, FOUND + REACHED + """
				✗ TLS            5 ms  The server at demo.postgres.database.azure.com:54321 does
				                       not encrypt, so no token was sent.
				""" + notTried("token") + """

				Next: Check host and port: Azure's servers encrypt, and so does their PgBouncer
				on port 6432.
				""");
		assertNoTokenReceived();
	}

	private static void assertNoTokenReceived() {
		assertThat(database().logins()).isNotEmpty().noneMatch(RecordedLogin::passwordReceived);
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
