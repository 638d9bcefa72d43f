package io.github.serviceconnector.postgresql.diagnostics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;

/**
 * Tests for a server that is not reached.
 */
class NetworkFailureTests extends FailingStart {

	@Test
	void startWhenHostIsUnknownNamesItAndTheSetting(CapturedOutput output) {
		goTo("nowhere.invalid", 5432);
		assertStops(output, """
				The name of nowhere.invalid is not known to DNS.

				Action:

				Correct the host in 'spring.datasource.url' from System Environment Property "spring.datasource.url"; \
				a server with private access only is known in its own virtual network, which its private DNS zone \
				must be linked to.
				""");
	}

	@Test
	void startWhenNothingAnswersNamesFirewallAndEndpoint(CapturedOutput output) throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			goTo("localhost", silent.getLocalPort());
			assertStops(output, """
					%s did not answer in time.

					Action:

					Let this machine through: a firewall rule (az postgres flexible-server firewall-rule create), or \
					for a private endpoint the virtual network of the app; port 6432 answers only where the built-in \
					PgBouncer is on.
					""");
		}
	}

	@Test
	void startWhenNothingListensNamesHostAndPort(CapturedOutput output) throws IOException {
		// A port that another socket holds, and where nobody listens
		try (Socket bound = new Socket()) {
			bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			goTo("localhost", bound.getLocalPort());
			assertStops(output, """
					Nothing listens at %s.

					Action:

					Correct host and port in 'spring.datasource.url' from System Environment Property \
					"spring.datasource.url": 5432, or 6432 where the built-in PgBouncer is on. A server that was \
					stopped starts with: az postgres flexible-server start --resource-group <group> --name <server>
					""");
		}
	}

	@Test
	void startWhenServerHangsUpAsksForTheRightPort(CapturedOutput output) throws IOException {
		try (ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			Thread thread = new Thread(() -> hangUp(rude), "rude-server");
			thread.setDaemon(true);
			thread.start();
			goTo("localhost", rude.getLocalPort());
			assertStops(output, """
					What listens at %s ended the connection before the login.

					Action:

					Check that host and port in 'spring.datasource.url' from System Environment Property \
					"spring.datasource.url" are PostgreSQL's; a server that restarts does so for a moment, too.
					""");
		}
	}

	private static void hangUp(ServerSocket server) {
		try {
			while (true) {
				server.accept().close();
			}
		}
		catch (IOException ex) {
			// The test is over
		}
	}

}
