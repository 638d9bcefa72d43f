package io.github.serviceconnector.postgresql.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.serviceconnector.postgresql.PasswordlessConnection;
import io.github.serviceconnector.postgresql.sample.ConnectionPanel.Fact;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds out how the application is connected: from the starter, where it takes part, and
 * from PostgreSQL.
 */
@Component
class ConnectionInspector {

	private static final Pattern SERVER_IN_URL = Pattern.compile("jdbc:postgresql://([^/?]+)");

	private final JdbcClient jdbc;

	private final ObjectProvider<PasswordlessConnection> passwordlessConnection;

	private final ObjectProvider<JdbcConnectionDetails> connectionDetails;

	private final InstantSource clock;

	ConnectionInspector(JdbcClient jdbc, ObjectProvider<PasswordlessConnection> passwordlessConnection,
			ObjectProvider<JdbcConnectionDetails> connectionDetails, InstantSource clock) {
		this.jdbc = jdbc;
		this.passwordlessConnection = passwordlessConnection;
		this.connectionDetails = connectionDetails;
		this.clock = clock;
	}

	ConnectionPanel inspect() {
		Session session = this.jdbc.sql("""
				select current_user as role, current_database() as database, version, cipher
				from pg_stat_ssl where pid = pg_backend_pid()
				""").query(Session.class).single();
		PasswordlessConnection connection = this.passwordlessConnection.getIfAvailable();
		return (connection != null) ? withToken(connection, session) : withoutToken(session);
	}

	private ConnectionPanel withToken(PasswordlessConnection connection, Session session) {
		return new ConnectionPanel(true, "No password was used", "A Microsoft Entra token took its place.",
				List.of(new Fact("Server", connection.host() + ":" + connection.port()),
						new Fact("Database", session.database()), new Fact("Role", session.role()),
						new Fact("Encryption", session.encryption()),
						new Fact("Certificate",
								connection.certificateVerified() ? "verified, issuer and name" : "not verified"),
						new Fact("Identity", connection.identity()),
						new Fact("Token", connection.tokenExpiresOn().map(this::remainingLife).orElse("none yet")),
						new Fact("Binding", connection.origin())));
	}

	private String remainingLife(Instant expiresOn) {
		Duration remaining = Duration.between(this.clock.instant(), expiresOn);
		return remaining.isNegative() ? "expired" : "valid for " + Durations.inWords(remaining);
	}

	private ConnectionPanel withoutToken(Session session) {
		JdbcConnectionDetails details = this.connectionDetails.getIfAvailable();
		List<Fact> facts = new ArrayList<>();
		Matcher url = SERVER_IN_URL.matcher((details != null) ? details.getJdbcUrl() : "");
		if (url.lookingAt()) {
			facts.add(new Fact("Server", url.group(1)));
		}
		facts.add(new Fact("Database", session.database()));
		facts.add(new Fact("Role", session.role()));
		facts.add(new Fact("Encryption", session.encryption()));
		boolean password = details != null && details.getPassword() != null;
		return new ConnectionPanel(false, password ? "Connected with a password" : "Connected without a token",
				"The passwordless starter took no part in it.", facts);
	}

	/**
	 * The connection as PostgreSQL sees it.
	 *
	 * @param role the role that logged in
	 * @param database the database
	 * @param version the version of TLS, {@code null} without TLS
	 * @param cipher the cipher, {@code null} without TLS
	 */
	private record Session(String role, String database, @Nullable String version, @Nullable String cipher) {

		String encryption() {
			return (this.version != null) ? this.version + ", " + this.cipher : "none at the server's end";
		}

	}

}
