package io.github.serviceconnector.postgresql.conformance;

import org.jspecify.annotations.Nullable;

/**
 * What a connection leads to.
 *
 * @param host the server's name
 * @param port its port
 * @param database the database
 * @param user the PostgreSQL role
 * @param password the password of an authentication type that has one
 */
record Target(String host, int port, String database, String user, @Nullable String password) {

	String jdbcUrl() {
		return "jdbc:postgresql://%s:%d/%s?sslmode=require".formatted(this.host, this.port, this.database);
	}

	String password(String format) {
		return (this.password != null) ? format.formatted(this.password) : "";
	}

}
