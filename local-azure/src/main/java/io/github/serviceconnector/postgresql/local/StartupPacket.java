package io.github.serviceconnector.postgresql.local;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A packet of the kind that opens a connection, as <a href=
 * "https://www.postgresql.org/docs/current/protocol-message-formats.html">documented</a>:
 * a request for encryption, to cancel, or to log in.
 */
final class StartupPacket {

	static final int CANCEL_REQUEST_CODE = 80877102;

	static final int SSL_REQUEST_CODE = 80877103;

	static final int GSSENC_REQUEST_CODE = 80877104;

	static final StartupPacket SSL_REQUEST = new StartupPacket(
			ByteBuffer.allocate(8).putInt(8).putInt(SSL_REQUEST_CODE).array());

	// As in the server
	private static final int MAX_LENGTH = 10_000;

	private final byte[] bytes;

	private StartupPacket(byte[] bytes) {
		this.bytes = bytes;
	}

	static StartupPacket readFrom(InputStream in) throws IOException {
		DataInputStream data = new DataInputStream(in);
		int length = data.readInt();
		if (length < 8 || length > MAX_LENGTH) {
			throw new IOException("invalid length of startup packet");
		}
		byte[] bytes = new byte[length];
		ByteBuffer.wrap(bytes).putInt(length);
		data.readFully(bytes, 4, length - 4);
		return new StartupPacket(bytes);
	}

	void writeTo(OutputStream out) throws IOException {
		out.write(this.bytes);
		out.flush();
	}

	int code() {
		return ByteBuffer.wrap(this.bytes).getInt(4);
	}

	int majorVersion() {
		return code() >> 16;
	}

	@Nullable String role() {
		return parameters().get("user");
	}

	@Nullable String database() {
		return parameters().getOrDefault("database", role());
	}

	@Nullable String applicationName() {
		return parameters().get("application_name");
	}

	private Map<String, @Nullable String> parameters() {
		String[] texts = new String(this.bytes, 8, this.bytes.length - 8, StandardCharsets.UTF_8).split("\0", -1);
		Map<String, @Nullable String> parameters = new LinkedHashMap<>();
		for (int i = 0; i + 1 < texts.length && !texts[i].isEmpty(); i += 2) {
			parameters.put(texts[i], texts[i + 1]);
		}
		return Collections.unmodifiableMap(parameters);
	}

}
