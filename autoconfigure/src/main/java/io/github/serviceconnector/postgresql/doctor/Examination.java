package io.github.serviceconnector.postgresql.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;

import io.github.serviceconnector.postgresql.binding.HostAndPort;
import io.github.serviceconnector.postgresql.binding.JdbcUrl;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.diagnostics.FailureExplanation;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import io.github.serviceconnector.postgresql.jdbc.Tls;
import io.github.serviceconnector.postgresql.jdbc.TlsWish;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * What is known of one connection. Each check reads it, and gives the next one more.
 *
 * @param decision who enters, and how
 * @param login the login of the decision
 * @param tls what was told to the starter about TLS
 * @param leases gives access to tokens
 * @param lease the access that was taken, {@code null} before and with a password
 * @param session the login that was made, {@code null} before
 */
record Examination(Decision decision, Decision.Login login, TlsWish tls,
		Function<Decision.Passwordless, TokenLease> leases, @Nullable TokenLease lease,
		@Nullable Connection session) implements AutoCloseable {

	private static final int DEFAULT_CONNECT_TIMEOUT_MILLIS = 10_000;

	Examination with(TokenLease lease) {
		return new Examination(this.decision, this.login, this.tls, this.leases, lease, this.session);
	}

	Examination with(Connection session) {
		return new Examination(this.decision, this.login, this.tls, this.leases, this.lease, session);
	}

	/**
	 * Returns the driver's settings, as a login would have them, but for the token.
	 * @return the parameters of the URL, with those that verify the server
	 */
	Properties driverProperties() {
		JdbcUrl url = this.login.url();
		if (this.decision instanceof Decision.Passwordless) {
			url = url.with(Tls.of(url, this.login.origin(), this.tls).parameters());
		}
		Properties properties = Driver.parseURL(url.toUrl(), null);
		if (properties == null) {
			throw new IllegalStateException("The driver does not take " + url);
		}
		return properties;
	}

	int connectTimeoutMillis() {
		String seconds = this.login.url().parameter("connectTimeout");
		try {
			int timeout = (seconds != null) ? Integer.parseInt(seconds) : 0;
			// The driver waits for ever with 0
			return (timeout > 0) ? (int) Math.min(timeout * 1000L, Integer.MAX_VALUE) : DEFAULT_CONNECT_TIMEOUT_MILLIS;
		}
		catch (NumberFormatException ex) {
			return DEFAULT_CONNECT_TIMEOUT_MILLIS;
		}
	}

	/**
	 * Explains what one of several servers did.
	 * @param server the server
	 * @param failure what was thrown
	 * @param detail what is to be known besides, or empty
	 * @return an exception that names that server alone
	 */
	Exception failureOf(HostAndPort server, Exception failure, String detail) {
		JdbcUrl url = this.login.url();
		JdbcUrl one = new JdbcUrl(List.of(server), url.database(), url.parameters());
		FailureExplanation explanation = FailureExplanation.of(failure,
				new Decision.Login(one, this.login.role(), this.login.origin(), this.login.ignored()));
		return (explanation != null) ? new CheckFailedException(
				new FailureExplanation(explanation.problem() + detail, explanation.action()), failure) : failure;
	}

	@Override
	public void close() {
		try {
			if (this.session != null) {
				this.session.close();
			}
		}
		catch (SQLException ex) {
			// All was asked already
		}
		if (this.lease != null) {
			this.lease.close();
		}
	}

}
