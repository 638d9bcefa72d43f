package io.github.serviceconnector.postgresql.actuate;

import java.util.List;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decision.StalePassword;
import io.github.serviceconnector.postgresql.identity.TokenStatus;
import org.jspecify.annotations.Nullable;

/**
 * One connection, for an operator. It holds no secret.
 *
 * @param name the connection's name, {@code primary} for the application's own
 * @param decision what was decided: {@code passwordless}, {@code password},
 * {@code stand-aside} or {@code invalid}
 * @param reason why
 * @param binding the setting that gave the URL, with its origin; {@code null} where no
 * login is made
 * @param server the servers, by host and port
 * @param database the database
 * @param role the role that the binding names, {@code null} where the token names it
 * @param identity whose token is sent, {@code null} with a password
 * @param notes left-over passwords and parameters that are not used
 * @param token how the token fares, {@code null} where none is used
 */
record ConnectionDescription(String name, String decision, String reason, @Nullable String binding,
		@Nullable String server, @Nullable String database, @Nullable String role, @Nullable String identity,
		List<String> notes, @Nullable TokenStatus token) {

	ConnectionDescription {
		notes = List.copyOf(notes);
	}

	static ConnectionDescription of(String name, Decision decision, @Nullable TokenStatus token) {
		if (decision instanceof Decision.Passwordless passwordless) {
			return of(name, "passwordless", decision, passwordless.login(), passwordless.identity().description(),
					passwordless.dropped().stream().map(StalePassword::problem).toList(), token);
		}
		if (decision instanceof Decision.Password password) {
			return of(name, "password", decision, password.login(), null, List.of(password.description()), null);
		}
		return new ConnectionDescription(name, (decision instanceof Decision.Invalid) ? "invalid" : "stand-aside",
				decision.reason(), null, null, null, null, null, List.of(), null);
	}

	private static ConnectionDescription of(String name, String kind, Decision decision, Decision.Login login,
			@Nullable String identity, List<String> notes, @Nullable TokenStatus token) {
		return new ConnectionDescription(name, kind, decision.reason(), login.origin().toString(),
				login.url().address(), login.url().database(), login.role(), identity, notes, token);
	}

}
