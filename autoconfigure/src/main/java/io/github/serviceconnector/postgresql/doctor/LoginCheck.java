package io.github.serviceconnector.postgresql.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.diagnostics.FailureExplanation;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import io.github.serviceconnector.postgresql.jdbc.TokenLogin;
import io.github.serviceconnector.postgresql.jdbc.TokenLoginDriver;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Logs in as the application would.
 */
final class LoginCheck implements Check {

	private static final String INVALID_PASSWORD = "28P01";

	private static final int LOGIN_TIMEOUT_SECONDS = 30;

	@Override
	public String name() {
		return "login";
	}

	@Override
	public Result examine(Examination examination) throws Exception {
		Properties properties = new Properties();
		PGProperty.LOGIN_TIMEOUT.set(properties, LOGIN_TIMEOUT_SECONDS);
		PGProperty.APPLICATION_NAME.set(properties, "serviceconnector-doctor");
		TokenLease lease = examination.lease();
		Decision.Login login = examination.login();
		if (lease != null) {
			try (TokenLogin tokenLogin = TokenLogin.of(login, lease, examination.tls())) {
				PGProperty.USER.set(properties, tokenLogin.role());
				Connection session = opened(new TokenLoginDriver().connect(tokenLogin.jdbcUrl(), properties));
				return Result.passed("as " + tokenLogin.role() + ", with the token", examination.with(session));
			}
		}
		Decision.Password decision = (Decision.Password) examination.decision();
		PGProperty.USER.set(properties, login.role());
		PGProperty.PASSWORD.set(properties, decision.password().value());
		try {
			Connection session = opened(new Driver().connect(login.url().toUrl(), properties));
			return Result.passed("with the password", examination.with(session));
		}
		catch (SQLException ex) {
			throw INVALID_PASSWORD.equals(ex.getSQLState()) ? new CheckFailedException(refused(decision), ex) : ex;
		}
	}

	// The analyzers speak of tokens alone
	private static FailureExplanation refused(Decision.Password decision) {
		return new FailureExplanation("The server at " + decision.login().url().address() + " refused the password of "
				+ decision.password() + " for the role '" + decision.login().role() + "'.",
				"Correct it. " + decision.action());
	}

	private static Connection opened(@Nullable Connection connection) {
		if (connection == null) {
			throw new IllegalStateException("The driver does not take the URL");
		}
		return connection;
	}

}
