package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

import javax.sql.DataSource;

/**
 * The database server as clients see it: a PostgreSQL that lets in only holders of a
 * valid token, and does as told when it shall be hostile.
 */
public final class DatabaseServer {

	private final RealServer server;

	private final LoginGateway gateway;

	private final String database;

	private final String caCertificate;

	private volatile LoginScript script = LoginScript.NONE;

	DatabaseServer(RealServer server, Certificates certificates, TokenAuthority tokens, Principals principals,
			InstantSource clock, String database) throws IOException {
		this.server = server;
		this.gateway = new LoginGateway(server, certificates, tokens, principals, clock, () -> this.script);
		this.database = database;
		this.caCertificate = certificates.caCertificate().toString();
		this.gateway.start();
	}

	/**
	 * Returns the port on the loopback address.
	 * @return the port
	 */
	public int port() {
		return this.gateway.port();
	}

	/**
	 * Returns a URL that verifies the server with its own authority's certificate.
	 * @return the URL
	 */
	public String jdbcUrl() {
		return url("localhost") + "?sslmode=verify-full&sslrootcert=" + encode(this.caCertificate);
	}

	/**
	 * Returns a URL as Service Connector writes it.
	 * @param host a name of the loopback address
	 * @return the URL
	 */
	public String jdbcUrl(String host) {
		return url(host) + "?sslmode=require";
	}

	private String url(String host) {
		return "jdbc:postgresql://%s:%d/%s".formatted(host, port(), encode(this.database));
	}

	private static String encode(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
	}

	/**
	 * Returns the logins so far, oldest first, once those under way have ended or a
	 * second is over.
	 * @return the logins
	 */
	public List<RecordedLogin> logins() {
		return this.gateway.log().get();
	}

	/**
	 * Returns direct access as the superuser, for arranging and looking.
	 * @return the data source
	 */
	public DataSource administrator() {
		return this.server.administrator();
	}

	/**
	 * Behaves in the given way from the next connection on, until {@link #reset()}.
	 * @param behavior the way
	 */
	public synchronized void behave(ServerBehavior behavior) {
		this.script = new LoginScript(behavior, this.script.refusal());
	}

	/**
	 * Answers every password with an error from the next connection on, until
	 * {@link #reset()}.
	 * @param sqlState code of the error
	 * @param message text of the error
	 */
	public synchronized void refuse(String sqlState, String message) {
		this.script = new LoginScript(this.script.behavior(), new LoginScript.Refusal(sqlState, message));
	}

	/**
	 * Behaves as Azure again. The recordings stay.
	 */
	public synchronized void reset() {
		this.script = LoginScript.NONE;
	}

	void clearRecordings() {
		this.gateway.startLog();
	}

	void close() {
		this.gateway.close();
	}

}
