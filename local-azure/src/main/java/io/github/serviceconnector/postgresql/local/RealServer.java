package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/**
 * The real PostgreSQL behind the gateway.
 */
final class RealServer implements AutoCloseable {

	private static final String SUPERUSER = "postgres";

	private final EmbeddedPostgres postgres;

	private final String database;

	private final SSLContext context;

	private RealServer(EmbeddedPostgres postgres, String database, SSLContext context) {
		this.postgres = postgres;
		this.database = database;
		this.context = context;
	}

	static RealServer start(DataDirectory directory, String database, Certificates certificates) {
		try {
			directory.prepare();
			EmbeddedPostgres postgres = EmbeddedPostgres.builder()
				.setDataDirectory(directory.path())
				.setCleanDataDirectory(directory.isTemporary())
				.setPGStartupWait(Duration.ofSeconds(60))
				.setServerConfig("ssl", "on")
				.setServerConfig("ssl_ca_file", "root.crt")
				.setServerConfig("unix_socket_directories", "")
				.setConnectConfig("sslmode", "verify-full")
				.setConnectConfig("sslrootcert", certificates.caCertificate().toString())
				.setConnectConfig("sslkey", certificates.gatewayKeyStore().toString())
				.setConnectConfig("sslpassword", Certificates.PASSWORD)
				.setDataDirectoryCustomizer((path) -> directory.secure(certificates))
				.start();
			RealServer server = new RealServer(postgres, database, certificates.gatewayContext());
			try {
				server.createDatabase();
			}
			catch (SQLException | RuntimeException ex) {
				server.close();
				throw ex;
			}
			return server;
		}
		catch (IOException | SQLException | IllegalStateException ex) {
			throw new LocalAzureException("PostgreSQL did not start on '%s'".formatted(directory.path()), ex);
		}
	}

	private void createDatabase() throws SQLException {
		try (Connection connection = this.postgres.getPostgresDatabase().getConnection()) {
			if (!exists(connection, "select 1 from pg_database where datname = ?", this.database)) {
				execute(connection, "create database " + quote(this.database));
			}
		}
	}

	DataSource administrator() {
		return this.postgres.getDatabase(SUPERUSER, this.database);
	}

	// Creates the role when there is none, and lets it do what an application needs,
	// migrations included.
	void createRole(String role) {
		if (SUPERUSER.equals(role)) {
			throw new IllegalArgumentException("The role '%s' is the administrator's".formatted(role));
		}
		try (Connection connection = administrator().getConnection()) {
			String quotedRole = quote(role);
			if (!exists(connection, "select 1 from pg_roles where rolname = ?", role)) {
				execute(connection, "create role " + quotedRole + " login");
			}
			execute(connection, "grant all on database " + quote(this.database) + " to " + quotedRole);
			execute(connection, "grant usage, create on schema public to " + quotedRole);
		}
		catch (SQLException ex) {
			throw new LocalAzureException("The role '%s' cannot be created".formatted(role), ex);
		}
	}

	void setPassword(String role, String password) {
		try (Connection connection = administrator().getConnection()) {
			if (!exists(connection, "select 1 from pg_roles where rolname = ?", DataDirectory.PASSWORD_ROLES)) {
				execute(connection, "create role " + quote(DataDirectory.PASSWORD_ROLES));
			}
			execute(connection, "alter role " + quote(role) + " password '" + password.replace("'", "''") + "'");
			execute(connection, "grant " + quote(DataDirectory.PASSWORD_ROLES) + " to " + quote(role));
		}
		catch (SQLException ex) {
			throw new LocalAzureException("The role '%s' cannot be given a password".formatted(role), ex);
		}
	}

	private static boolean exists(Connection connection, String query, String name) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(query)) {
			statement.setString(1, name);
			try (ResultSet result = statement.executeQuery()) {
				return result.next();
			}
		}
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static String quote(String identifier) {
		return '"' + identifier.replace("\"", "\"\"") + '"';
	}

	// Opens a connection and sends the given startup packet, over TLS of the given
	// version so that the session sees what its client uses.
	Socket connect(StartupPacket startup, @Nullable String tlsProtocol) throws IOException {
		Socket socket = openSocket();
		try {
			StartupPacket.SSL_REQUEST.writeTo(socket.getOutputStream());
			if (socket.getInputStream().read() != 'S') {
				throw new IOException("PostgreSQL declined TLS");
			}
			SSLSocket tls = (SSLSocket) this.context.getSocketFactory()
				.createSocket(socket, "localhost", this.postgres.getPort(), true);
			if (tlsProtocol != null) {
				tls.setEnabledProtocols(new String[] { tlsProtocol });
			}
			startup.writeTo(tls.getOutputStream());
			return tls;
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	// Passes a cancel request on, which the server takes from anybody who knows its key.
	void cancel(StartupPacket request) throws IOException {
		try (Socket socket = openSocket()) {
			OutputStream out = socket.getOutputStream();
			request.writeTo(out);
			InputStream in = socket.getInputStream();
			// The server closes once it has sent the signal
			in.transferTo(OutputStream.nullOutputStream());
		}
	}

	private Socket openSocket() throws IOException {
		Socket socket = new Socket();
		socket.setTcpNoDelay(true);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.postgres.getPort()), 10_000);
		return socket;
	}

	@Override
	public void close() {
		try {
			this.postgres.close();
		}
		catch (IOException ex) {
			throw new LocalAzureException("PostgreSQL did not stop", ex);
		}
	}

}
