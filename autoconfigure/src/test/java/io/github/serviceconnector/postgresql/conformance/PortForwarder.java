package io.github.serviceconnector.postgresql.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

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
		start("accept", this::accept);
	}

	private void accept() throws IOException {
		while (!this.server.isClosed()) {
			Socket client = this.server.accept();
			Socket database = new Socket(InetAddress.getLoopbackAddress(), this.target);
			start("request", () -> copy(client, database));
			start("response", () -> copy(database, client));
		}
	}

	private static void copy(Socket from, Socket to) throws IOException {
		try (from; to) {
			from.getInputStream().transferTo(to.getOutputStream());
		}
	}

	private static void start(String name, Transfer transfer) {
		Thread thread = new Thread(() -> {
			try {
				transfer.run();
			}
			catch (IOException ex) {
				// One of both ends has closed
			}
		}, "port-forwarder-" + name);
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

	private interface Transfer {

		void run() throws IOException;

	}

}
