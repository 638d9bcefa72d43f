package io.github.serviceconnector.postgresql.decision;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.binding.BoundConnection;
import io.github.serviceconnector.postgresql.binding.BoundConnections;
import io.github.serviceconnector.postgresql.binding.ConnectionParts;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.JdbcUrl;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.binding.Settings;
import io.github.serviceconnector.postgresql.binding.TranslatedSettings;
import org.jspecify.annotations.Nullable;

/**
 * Chooses which of the bound connections is the application's own. Boot's order of
 * precedence holds between {@code spring.datasource.url} and a binding in another form;
 * in one source Boot's property wins. The connection without a name comes before those
 * that have one.
 */
public final class ConnectionChoice {

	private static final String CHOICE = "serviceconnector.postgresql.connection";

	private final Settings settings;

	private final ServiceConnectorPostgresqlProperties properties;

	private final Map<String, ConnectionParts> connections;

	private ConnectionChoice(Settings settings, ServiceConnectorPostgresqlProperties properties) {
		this.settings = settings;
		this.properties = properties;
		this.connections = BoundConnections.find(settings, properties.prefix());
	}

	/**
	 * Decides on every connection.
	 * @param settings the settings
	 * @param properties what was told to the starter
	 * @return the decisions
	 */
	public static Decisions decide(Settings settings, ServiceConnectorPostgresqlProperties properties) {
		if (!properties.enabled()) {
			Decision decision = new Decision.StandAside("'serviceconnector.postgresql.enabled' is false",
					"Set 'serviceconnector.postgresql.enabled' to true, or remove it.");
			return new Decisions(properties, decision, Map.of(), Map.of());
		}
		return new ConnectionChoice(settings, properties).decide();
	}

	/**
	 * Decides while the application is processed ahead of time. The binding there is not
	 * the one that it will run with; only what leaves the starter out for good counts.
	 * @param settings the settings
	 * @param properties what was told to the starter
	 * @return the decisions
	 */
	public static Decisions decideAheadOfTime(Settings settings, ServiceConnectorPostgresqlProperties properties) {
		Setting url = settings.find(TranslatedSettings.URL);
		if (!properties.enabled() || (url != null && !JdbcUrl.isPostgresql(url.value()))) {
			return decide(settings, properties);
		}
		return new Decisions(properties, new Decision.Deferred(), Map.of(), Map.of());
	}

	private Decisions decide() {
		ConnectionParts chosen;
		try {
			chosen = choose();
		}
		catch (InvalidSettingException ex) {
			return new Decisions(this.properties, new Decision.Invalid(ex), Map.of(), Map.of());
		}
		Map<String, Decision> others = new TreeMap<>();
		this.connections.forEach((name, connection) -> {
			if (!connection.equals(chosen)) {
				others.put(name, decide(connection, true).decision());
			}
		});
		if (chosen == null) {
			return new Decisions(this.properties, DecisionMaker.decide(this.settings, this.properties, null), Map.of(),
					others);
		}
		Outcome primary = decide(chosen, isChosenByName());
		return new Decisions(this.properties, primary.decision(), primary.translated(), others);
	}

	// Alone, a connection is all that counts: spring.datasource.* is another's
	private Outcome decide(ConnectionParts parts, boolean alone) {
		try {
			BoundConnection connection = parts.read();
			TranslatedSettings translated = alone ? TranslatedSettings.alone(this.settings, connection)
					: TranslatedSettings.with(this.settings, connection);
			return new Outcome(DecisionMaker.decide(translated, this.properties, connection), translated.translated());
		}
		catch (InvalidSettingException ex) {
			return new Outcome(new Decision.Invalid(ex), Map.of());
		}
	}

	private boolean isChosenByName() {
		return !this.properties.connection().isEmpty();
	}

	private @Nullable ConnectionParts choose() {
		if (isChosenByName()) {
			return chosenByName();
		}
		Setting url = this.settings.find(TranslatedSettings.URL);
		Collection<ConnectionParts> candidates = this.connections.values()
			.stream()
			.filter((connection) -> url == null || connection.main().standsAbove(url))
			.toList();
		ConnectionParts unnamed = this.connections.get("");
		if (unnamed != null && candidates.contains(unnamed)) {
			return unnamed;
		}
		if (candidates.size() > 1) {
			throw new InvalidSettingException(
					"Several connections are bound, and none is the application's own: " + describe() + ".",
					"Set '" + CHOICE + "' to one of their names; the others are there by qualifier.");
		}
		return candidates.isEmpty() ? null : candidates.iterator().next();
	}

	private ConnectionParts chosenByName() {
		String name = Settings.normalize(this.properties.connection()).toLowerCase(Locale.ROOT);
		ConnectionParts chosen = this.connections.get(name);
		if (chosen == null) {
			throw new InvalidSettingException(
					"'" + CHOICE + "' names a connection that is not bound; bound are: "
							+ (this.connections.isEmpty() ? "none" : describe()) + ".",
					"Set it to one of these names, or remove it.");
		}
		return chosen;
	}

	private String describe() {
		return this.connections.values()
			.stream()
			.map((connection) -> (connection.name().isEmpty() ? "one without a name" : "'" + connection.name() + "'")
					+ " (" + connection.main() + ")")
			.collect(Collectors.joining(", "));
	}

	private record Outcome(Decision decision, Map<String, Setting> translated) {
	}

}
