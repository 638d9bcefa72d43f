package io.github.serviceconnector.postgresql.doctor;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.sql.SQLException;
import java.util.Properties;

import javax.net.SocketFactory;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import io.github.serviceconnector.postgresql.binding.HostAndPort;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.PGStream;
import org.postgresql.jdbc.SslMode;
import org.postgresql.ssl.MakeSSL;
import org.postgresql.util.HostSpec;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Begins a login as the driver does, with the driver's own code, and ends it once the
 * server is verified: before anything is said of who logs in. See <a href=
 * "https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL">SSL
 * session encryption</a>.
 */
final class TlsHandshake {

	// Length, and the code that asks for TLS
	private static final byte[] SSL_REQUEST = { 0, 0, 0, 8, 4, -46, 22, 47 };

	private static final int SEND_BUFFER_SIZE = 8192;

	private final HostAndPort server;

	private final int timeoutMillis;

	TlsHandshake(HostAndPort server, int timeoutMillis) {
		this.server = server;
		this.timeoutMillis = timeoutMillis;
	}

	/**
	 * Makes the handshake.
	 * @param properties the driver's settings, which say what is verified
	 * @return the session, {@code null} where the server does not encrypt and need not
	 * @throws IOException if the server cannot be talked to
	 * @throws SQLException if it is not the server that it should be
	 */
	@Nullable SSLSession make(Properties properties) throws IOException, SQLException {
		HostSpec host = new HostSpec(this.server.host(), this.server.port());
		PGStream stream = new PGStream(SocketFactory.getDefault(), host, this.timeoutMillis, SEND_BUFFER_SIZE);
		try {
			stream.setNetworkTimeout(this.timeoutMillis);
			stream.send(SSL_REQUEST);
			stream.flush();
			int answer = stream.receiveChar();
			if (answer == 'S') {
				MakeSSL.convert(stream, properties);
				return session(stream.getSocket());
			}
			if (answer < 0) {
				throw new EOFException();
			}
			if (SslMode.of(properties).requireEncryption()) {
				throw new PSQLException("The server does not support SSL.", PSQLState.CONNECTION_REJECTED);
			}
			return null;
		}
		finally {
			stream.getSocket().close();
		}
	}

	private static SSLSession session(Socket socket) {
		return ((SSLSocket) socket).getSession();
	}

}
