package io.github.serviceconnector.postgresql.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy for tests, which knows {@code CONNECT} alone. It remembers what it was
 * asked and leads every name to this machine.
 */
public final class ConnectProxy implements AutoCloseable {

	private static final String AUTHORIZATION = "proxy-authorization: ";

	private final ServerSocket server;

	private final @Nullable String credentials;

	private final List<String> requests = new CopyOnWriteArrayList<>();

	/**
	 * Starts the proxy.
	 * @param credentials user and password, with a colon between them, {@code null} to
	 * let everybody in
	 * @throws IOException if it cannot be started
	 */
	public ConnectProxy(@Nullable String credentials) throws IOException {
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.credentials = credentials;
		Transfer.start("connect-proxy-accept", this::accept);
	}

	/**
	 * Returns the proxy's port on {@code 127.0.0.1}.
	 * @return the port
	 */
	public int port() {
		return this.server.getLocalPort();
	}

	/**
	 * Returns the first line of each request that was let in.
	 * @return the lines, oldest first
	 */
	public List<String> requests() {
		return List.copyOf(this.requests);
	}

	private void accept() throws IOException {
		while (!this.server.isClosed()) {
			Socket client = this.server.accept();
			Transfer.start("connect-proxy-request", () -> serve(client));
		}
	}

	private void serve(Socket client) throws IOException {
		try (client) {
			String request = line(client.getInputStream());
			String authorization = "";
			for (String header = line(client.getInputStream()); !header
				.isEmpty(); header = line(client.getInputStream())) {
				authorization = header.toLowerCase(Locale.ROOT).startsWith(AUTHORIZATION) ? header : authorization;
			}
			if (this.credentials != null && !authorization.endsWith(basic(this.credentials))) {
				answer(client, "407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"test\"\r\n");
				return;
			}
			this.requests.add(request);
			if (!request.startsWith("CONNECT ")) {
				answer(client, "405 Method Not Allowed", "");
				return;
			}
			String target = request.split(" ", -1)[1];
			int port = Integer.parseInt(target.substring(target.indexOf(':') + 1));
			try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), port)) {
				client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				Transfer.start("connect-proxy-answer",
						() -> upstream.getInputStream().transferTo(client.getOutputStream()));
				client.getInputStream().transferTo(upstream.getOutputStream());
			}
		}
	}

	private static String basic(String credentials) {
		return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
	}

	private static void answer(Socket client, String status, String header) throws IOException {
		OutputStream output = client.getOutputStream();
		output.write(("HTTP/1.1 " + status + "\r\n" + header + "Content-Length: 0\r\nConnection: close\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII));
	}

	// Byte by byte: what follows the head is the tunnel's
	private static String line(InputStream input) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int character = input.read(); character != '\n' && character != -1; character = input.read()) {
			line.append((char) character);
		}
		return line.toString().trim();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
