package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * Passes bytes between a client and its session; when one of them ends, so does the
 * other.
 */
final class Relay {

	private static final int BUFFER_SIZE = 1 << 14;

	private final ClientConnection client;

	private final Socket session;

	Relay(ClientConnection client, Socket session) {
		this.client = client;
		this.session = session;
	}

	void passRequests() {
		try {
			copy(this.client.input(), this.session.getOutputStream());
		}
		catch (IOException ex) {
			// One of the two left
		}
		finally {
			this.client.abort();
			closeSession();
		}
	}

	void passAnswers() {
		try (this.client) {
			copy(this.session.getInputStream(), this.client.output());
		}
		catch (IOException ex) {
			// One of the two left
		}
		finally {
			closeSession();
		}
	}

	private static void copy(InputStream in, OutputStream out) throws IOException {
		byte[] buffer = new byte[BUFFER_SIZE];
		for (int length = in.read(buffer); length != -1; length = in.read(buffer)) {
			out.write(buffer, 0, length);
			out.flush();
		}
	}

	private void closeSession() {
		try {
			this.session.close();
		}
		catch (IOException ex) {
			// It is gone either way
		}
	}

}
