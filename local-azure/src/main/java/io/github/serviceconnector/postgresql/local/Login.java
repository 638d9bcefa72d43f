package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.github.serviceconnector.postgresql.local.RecordedLogin.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from its first byte until its client is let in or sent away.
 */
final class Login {

	private static final String INVALID_PASSWORD = "28P01";

	private static final String INVALID_AUTHORIZATION = "28000";

	private static final String PROTOCOL_VIOLATION = "08P01";

	private static final int CLEARTEXT_PASSWORD = 3;

	private static final int MD5_PASSWORD = 5;

	private static final int SASL = 10;

	private final ClientConnection client;

	private final LoginScript script;

	private final LoginGateway gateway;

	private final LoginLog log;

	private final Instant time;

	private @Nullable StartupPacket startup;

	private boolean passwordReceived;

	private boolean recorded;

	Login(ClientConnection client, LoginScript script, LoginGateway gateway, LoginLog log, Instant time) {
		this.client = client;
		this.script = script;
		this.gateway = gateway;
		this.log = log;
		this.time = time;
	}

	// Returns a connection to the real server in which the client is logged in, or
	// null when there is nothing to go on with.
	@Nullable Socket perform() throws IOException {
		Boolean tls = this.client.startsWithTls();
		if (tls == null) {
			return null;
		}
		try {
			StartupPacket packet = negotiate(tls);
			if (packet.code() == StartupPacket.CANCEL_REQUEST_CODE) {
				this.gateway.server().cancel(packet);
				return null;
			}
			this.startup = packet;
			return authenticate(packet);
		}
		catch (IOException ex) {
			record(Outcome.ABANDONED, null, ex.toString());
			throw ex;
		}
	}

	private StartupPacket negotiate(boolean tls) throws IOException {
		boolean withTls = this.script.behavior() != ServerBehavior.WITHOUT_TLS;
		if (tls) {
			if (!withTls) {
				throw new IOException("direct TLS to a server without it");
			}
			startTls();
			if (!this.client.hasApplicationProtocol()) {
				throw new IOException("direct TLS without the application protocol 'postgresql'");
			}
		}
		while (true) {
			StartupPacket packet = this.client.readStartupPacket();
			if (packet.code() == StartupPacket.SSL_REQUEST_CODE && withTls && this.client.tlsProtocol() == null) {
				this.client.write((byte) 'S');
				startTls();
			}
			else if (packet.code() == StartupPacket.SSL_REQUEST_CODE
					|| packet.code() == StartupPacket.GSSENC_REQUEST_CODE) {
				this.client.write((byte) 'N');
			}
			else {
				return packet;
			}
		}
	}

	private void startTls() throws IOException {
		this.client.startTls(this.gateway.certificates().serverContext(this.script.behavior()));
	}

	private @Nullable Socket authenticate(StartupPacket packet) throws IOException {
		String role = packet.role();
		if (packet.majorVersion() != 3) {
			return reject(PROTOCOL_VIOLATION, "unsupported frontend protocol", "protocol");
		}
		if (role == null || role.isEmpty()) {
			return reject(INVALID_AUTHORIZATION, "no PostgreSQL user name specified in startup packet", "no role");
		}
		if (this.client.tlsProtocol() == null && this.script.behavior() != ServerBehavior.WITHOUT_TLS) {
			return reject(INVALID_AUTHORIZATION,
					"no pg_hba.conf entry for host \"%s\", user \"%s\", database \"%s\", no encryption"
						.formatted(this.client.address(), role, packet.database()),
					"no TLS");
		}
		return switch (this.script.behavior()) {
			case ASKS_FOR_NOTHING -> accept(packet);
			case ASKS_FOR_MD5 -> rejectAnswer(role, MD5_PASSWORD, new byte[] { 1, 2, 3, 4 });
			case ASKS_FOR_SCRAM -> rejectAnswer(role, SASL, "SCRAM-SHA-256\0\0".getBytes(StandardCharsets.US_ASCII));
			default -> isDecidedByServer(role) ? exchangePassword(packet) : checkToken(packet, role);
		};
	}

	private @Nullable Socket rejectAnswer(String role, int type, byte... content) throws IOException {
		ask(type, content);
		return rejectPassword(role, "the client answered another request than that for a clear-text password");
	}

	private boolean isDecidedByServer(String role) {
		return this.script.refusal() == null && this.gateway.principals().isPasswordRole(role);
	}

	private @Nullable Socket exchangePassword(StartupPacket packet) throws IOException {
		Socket server = this.gateway.server().connect(packet, this.client.tlsProtocol());
		try {
			String sqlState = new PasswordExchange(this.client, server).perform();
			this.passwordReceived = true;
			record((sqlState != null) ? Outcome.REJECTED : Outcome.ACCEPTED, sqlState,
					(sqlState != null) ? "the real server refused the password" : null);
			if (sqlState == null) {
				return server;
			}
		}
		catch (IOException ex) {
			server.close();
			throw ex;
		}
		server.close();
		return null;
	}

	private @Nullable Socket checkToken(StartupPacket packet, String role) throws IOException {
		String token = ask(CLEARTEXT_PASSWORD);
		LoginScript.Refusal refusal = this.script.refusal();
		if (refusal != null) {
			return reject(refusal.sqlState(), refusal.message(), "scripted");
		}
		try {
			String objectId = this.gateway.tokens().objectIdOf(token);
			if (!this.gateway.principals().isMapped(objectId, role)) {
				return rejectPassword(role, "the identity %s is no principal for the role".formatted(objectId));
			}
		}
		catch (InvalidTokenException ex) {
			return rejectPassword(role, ex.getMessage());
		}
		return accept(packet);
	}

	private String ask(int type, byte... content) throws IOException {
		this.client.requestAuthentication(type, content);
		String answer = this.client.readPassword();
		this.passwordReceived = true;
		return answer;
	}

	private @Nullable Socket rejectPassword(String role, @Nullable String reason) throws IOException {
		return reject(INVALID_PASSWORD, "password authentication failed for user \"%s\"".formatted(role), reason);
	}

	private @Nullable Socket reject(String sqlState, String message, @Nullable String reason) throws IOException {
		// Before the answer, so that a client that has it finds the record
		record(Outcome.REJECTED, sqlState, reason);
		this.client.fail(sqlState, message);
		return null;
	}

	private Socket accept(StartupPacket packet) throws IOException {
		Socket server = this.gateway.server().connect(packet, this.client.tlsProtocol());
		record(Outcome.ACCEPTED, null, null);
		return server;
	}

	private void record(Outcome outcome, @Nullable String sqlState, @Nullable String reason) {
		if (this.recorded) {
			return;
		}
		this.recorded = true;
		String role = (this.startup != null) ? this.startup.role() : null;
		String database = (this.startup != null) ? this.startup.database() : null;
		this.log.add(new RecordedLogin(this.time, (role != null) ? role : "", (database != null) ? database : "",
				this.client.tlsProtocol(), this.passwordReceived, outcome, sqlState, reason,
				(this.startup != null) ? this.startup.applicationName() : null));
	}

}
