package io.github.serviceconnector.postgresql.local;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/**
 * The client's end of a connection, and the few messages that a login needs.
 */
final class ClientConnection implements Closeable {

	private static final int TLS_HANDSHAKE = 0x16;

	// More than any token, and less than would hurt
	private static final int MAX_PASSWORD_LENGTH = 1 << 16;

	private final Socket connection;

	private final PushbackInputStream plain;

	private @Nullable SSLSocket tls;

	ClientConnection(Socket connection) throws IOException {
		this.connection = connection;
		this.plain = new PushbackInputStream(connection.getInputStream());
		connection.setTcpNoDelay(true);
	}

	void timeOutAfter(int millis) throws IOException {
		this.connection.setSoTimeout(millis);
	}

	// Returns whether the client starts with TLS at once, null when it has left.
	@Nullable Boolean startsWithTls() throws IOException {
		int first = this.plain.read();
		if (first == -1) {
			return null;
		}
		this.plain.unread(first);
		return first == TLS_HANDSHAKE;
	}

	void startTls(SSLContext context) throws IOException {
		byte[] consumed = (this.plain.available() > 0) ? new byte[] { (byte) this.plain.read() } : new byte[0];
		SSLSocket socket = (SSLSocket) context.getSocketFactory()
			.createSocket(this.connection, new ByteArrayInputStream(consumed), true);
		SSLParameters parameters = socket.getSSLParameters();
		parameters.setApplicationProtocols(new String[] { "postgresql" });
		socket.setSSLParameters(parameters);
		socket.startHandshake();
		this.tls = socket;
	}

	@Nullable String tlsProtocol() {
		return (this.tls != null) ? this.tls.getSession().getProtocol() : null;
	}

	boolean hasApplicationProtocol() {
		return this.tls != null && "postgresql".equals(this.tls.getApplicationProtocol());
	}

	String address() {
		return this.connection.getInetAddress().getHostAddress();
	}

	private Socket socket() {
		return (this.tls != null) ? this.tls : this.connection;
	}

	StartupPacket readStartupPacket() throws IOException {
		return StartupPacket.readFrom(input());
	}

	InputStream input() throws IOException {
		return (this.tls != null) ? this.tls.getInputStream() : this.plain;
	}

	OutputStream output() throws IOException {
		return socket().getOutputStream();
	}

	void write(byte... bytes) throws IOException {
		output().write(bytes);
		output().flush();
	}

	void requestAuthentication(int type, byte... content) throws IOException {
		write(ByteBuffer.allocate(9 + content.length)
			.put((byte) 'R')
			.putInt(8 + content.length)
			.putInt(type)
			.put(content)
			.array());
	}

	// Reads the answer to a request for a password of whatever kind.
	String readPassword() throws IOException {
		DataInputStream in = new DataInputStream(input());
		if (in.readByte() != 'p') {
			throw new IOException("expected password response");
		}
		int length = in.readInt() - 4;
		if (length < 1 || length > MAX_PASSWORD_LENGTH) {
			throw new IOException("invalid length of password response");
		}
		byte[] content = new byte[length];
		in.readFully(content);
		return new String(content, 0, length - 1, StandardCharsets.UTF_8);
	}

	void fail(String sqlState, String message) throws IOException {
		ByteArrayOutputStream fields = new ByteArrayOutputStream();
		for (Map.Entry<Character, String> field : Map.of('S', "FATAL", 'V', "FATAL", 'C', sqlState, 'M', message)
			.entrySet()) {
			fields.write(field.getKey());
			fields.writeBytes(field.getValue().getBytes(StandardCharsets.UTF_8));
			fields.write(0);
		}
		fields.write(0);
		write(ByteBuffer.allocate(5 + fields.size())
			.put((byte) 'E')
			.putInt(4 + fields.size())
			.put(fields.toByteArray())
			.array());
	}

	/**
	 * Ends the connection in an orderly way.
	 */
	@Override
	public void close() throws IOException {
		try (this.connection) {
			socket().close();
		}
	}

	// Ends the connection at once, whatever a thread may be writing to it.
	void abort() {
		try {
			this.connection.close();
		}
		catch (IOException ex) {
			// It is gone either way
		}
	}

}
