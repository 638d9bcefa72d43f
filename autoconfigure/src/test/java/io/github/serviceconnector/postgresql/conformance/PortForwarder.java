package io.github.serviceconnector.postgresql.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

import io.github.serviceconnector.postgresql.testing.Transfer;

/**
 * Passes a port of another loopback address on: some client types leave no port, so that
 * their database must be found at PostgreSQL's own.
 */
final class PortForwarder implements AutoCloseable {

	private final ServerSocket server = new ServerSocket();

	private final int target;

	PortForwarder(String address, int port, int target) throws IOException {
		this.target = target;
		this.server.setReuseAddress(true);
		this.server.bind(new InetSocketAddress(InetAddress.getByName(address), port));
		Transfer.start("port-forwarder-accept", this::accept);
	}

	private void accept() throws IOException {
		while (!this.server.isClosed()) {
			Socket client = this.server.accept();
			Socket database = new Socket(InetAddress.getLoopbackAddress(), this.target);
			Transfer.start("port-forwarder-request", () -> copy(client, database));
			Transfer.start("port-forwarder-response", () -> copy(database, client));
		}
	}

	private static void copy(Socket from, Socket to) throws IOException {
		try (from; to) {
			from.getInputStream().transferTo(to.getOutputStream());
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
