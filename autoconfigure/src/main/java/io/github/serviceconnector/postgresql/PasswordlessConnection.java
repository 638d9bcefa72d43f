package io.github.serviceconnector.postgresql;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How the application is connected, for it to show. A bean while the starter connects the
 * application's {@code DataSource} or {@code ConnectionFactory}.
 */
public final class PasswordlessConnection {

	private final Target target;

	private final String identity;

	private final Supplier<Optional<Instant>> tokenExpiry;

	/**
	 * Creates the description of a connection.
	 * @param target where it goes
	 * @param identity the kind of identity, in words
	 * @param tokenExpiry gives the end of the current token
	 */
	public PasswordlessConnection(Target target, String identity, Supplier<Optional<Instant>> tokenExpiry) {
		this.target = target;
		this.identity = identity;
		this.tokenExpiry = tokenExpiry;
	}

	/**
	 * Returns the database's host, the first where there are several.
	 * @return a host name or address
	 */
	public String host() {
		return this.target.host();
	}

	/**
	 * Returns the port of that host.
	 * @return a port from 1 to 65535
	 */
	public int port() {
		return this.target.port();
	}

	/**
	 * Returns the database.
	 * @return the database's name
	 */
	public String database() {
		return this.target.database();
	}

	/**
	 * Returns the PostgreSQL role that logs in.
	 * @return the role's name
	 */
	public String role() {
		return this.target.role();
	}

	/**
	 * Returns the kind of identity whose token is used.
	 * @return words for a person
	 */
	public String identity() {
		return this.identity;
	}

	/**
	 * Returns where the binding was found.
	 * @return the setting and its origin, for a person
	 */
	public String origin() {
		return this.target.origin();
	}

	/**
	 * Returns whether the server's certificate is verified, issuer and name.
	 * @return {@code true} if no connection is made without
	 */
	public boolean certificateVerified() {
		return this.target.certificateVerified();
	}

	/**
	 * Returns when the token in use ends.
	 * @return the end of the token's life, empty before the first one arrived
	 */
	public Optional<Instant> tokenExpiresOn() {
		return this.tokenExpiry.get();
	}

	/**
	 * Where a connection goes.
	 *
	 * @param host the first server's name or address
	 * @param port its port
	 * @param database the database
	 * @param role the PostgreSQL role
	 * @param origin where the binding was found, in words
	 * @param certificateVerified whether issuer and name of the certificate are checked
	 */
	public record Target(String host, int port, String database, String role, String origin,
			boolean certificateVerified) {
	}

}
