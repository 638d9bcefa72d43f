package io.github.serviceconnector.postgresql.local;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * The login of a role with a password, which is between the client and the real server:
 * their <a href="https://www.postgresql.org/docs/current/sasl-authentication.html">SCRAM
 * messages</a> are passed on until the server has decided.
 */
final class PasswordExchange {

	private static final int OK = 0;

	private static final int SASL_FINAL = 12;

	// More than any message of a login, and less than would hurt
	private static final int MAX_LENGTH = 1 << 16;

	private final ClientConnection client;

	private final DataInputStream fromServer;

	private final OutputStream toServer;

	PasswordExchange(ClientConnection client, Socket server) throws IOException {
		this.client = client;
		this.fromServer = new DataInputStream(server.getInputStream());
		this.toServer = server.getOutputStream();
	}

	// Returns the code of the server's error, null when the client is let in.
	@Nullable String perform() throws IOException {
		DataInputStream fromClient = new DataInputStream(this.client.input());
		while (true) {
			byte[] message = read(this.fromServer);
			this.client.write(message);
			if (message[0] == 'E') {
				return sqlState(message);
			}
			int request = ByteBuffer.wrap(message).getInt(5);
			if (request == OK) {
				return null;
			}
			if (request != SASL_FINAL) {
				this.toServer.write(read(fromClient));
				this.toServer.flush();
			}
		}
	}

	private static byte[] read(DataInputStream in) throws IOException {
		byte type = in.readByte();
		int length = in.readInt();
		if (length < 4 || length > MAX_LENGTH) {
			throw new IOException("invalid length of a login's message");
		}
		byte[] message = new byte[1 + length];
		ByteBuffer.wrap(message).put(type).putInt(length);
		in.readFully(message, 5, length - 4);
		return message;
	}

	private static @Nullable String sqlState(byte[] error) {
		String fields = new String(error, 5, error.length - 5, StandardCharsets.UTF_8);
		for (String field : fields.split("\0", -1)) {
			if (field.startsWith("C")) {
				return field.substring(1);
			}
		}
		return null;
	}

}
