package io.github.serviceconnector.postgresql.decision;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.decision.Decision.Deferred;
import io.github.serviceconnector.postgresql.decision.Decision.Invalid;
import io.github.serviceconnector.postgresql.decision.Decision.Passwordless;
import io.github.serviceconnector.postgresql.decision.Decision.StalePassword;

/**
 * What becomes of each of the application's bound connections.
 *
 * @param properties what was told to the starter
 * @param primary the decision on the application's own {@code DataSource}
 * @param translated what a binding in another form means for the primary, by the names of
 * Spring's properties; empty where the binding is in Spring's form
 * @param others the decisions on the other connections, by name
 */
public record Decisions(ServiceConnectorPostgresqlProperties properties, Decision primary,
		Map<String, Setting> translated, Map<String, Decision> others) {

	/** The switch, as Service Connector and Spring Cloud Azure spell it. */
	public static final String SWITCH = "spring.datasource.azure.passwordless-enabled";

	public Decisions {
		translated = Map.copyOf(translated);
		others = new TreeMap<>(others);
	}

	/**
	 * Returns whether the application's own connection is the starter's to make, or to
	 * fail over: nobody else may try with what it found.
	 * @return {@code true} if it logs in with a token, or its binding is invalid, or that
	 * is open while the application is processed ahead of time
	 */
	public boolean ownsPrimary() {
		return this.primary instanceof Passwordless || this.primary instanceof Invalid
				|| this.primary instanceof Deferred;
	}

	/**
	 * Returns the passwords that must not be seen any more.
	 * @return the stale passwords of all connections
	 */
	public List<StalePassword> stalePasswords() {
		return Stream.concat(Stream.of(this.primary), this.others.values().stream())
			.flatMap((decision) -> (decision instanceof Passwordless passwordless) ? passwordless.dropped().stream()
					: Stream.empty())
			.distinct()
			.toList();
	}

}
