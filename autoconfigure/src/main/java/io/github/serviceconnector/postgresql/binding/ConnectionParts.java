package io.github.serviceconnector.postgresql.binding;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The settings that make up one connection, found and not yet read.
 *
 * @param name the connection's name in lower case, empty for the one that has none
 * @param settings the setting that counts for each part, by Service Connector's names
 */
public record ConnectionParts(String name, Map<String, Setting> settings) {

	public ConnectionParts {
		name = name.toLowerCase(Locale.ROOT);
		settings = Map.copyOf(settings);
	}

	// A connection is one with a connection string or a host
	boolean isConnection() {
		return this.settings.containsKey("CONNECTIONSTRING") || this.settings.containsKey("HOST");
	}

	/**
	 * Returns the setting that makes this a connection.
	 * @return the connection string, else the host
	 */
	public Setting main() {
		Setting connectionString = this.settings.get("CONNECTIONSTRING");
		return (connectionString != null) ? connectionString : Objects.requireNonNull(this.settings.get("HOST"));
	}

	/**
	 * Reads the connection.
	 * @return the connection
	 * @throws InvalidSettingException if it cannot be read
	 */
	public BoundConnection read() {
		Setting main = main();
		Setting user = first("USERNAME", "USER");
		Setting password = this.settings.get("PASSWORD");
		ConnectionString connection = this.settings.containsKey("CONNECTIONSTRING") ? ConnectionString.parse(main)
				: SeparateValues.of(main, this.settings.get("PORT"), first("DATABASE", "NAME"), user, password,
						this.settings.get("SSL"));
		return new BoundConnection(this.name, main, connection, part(connection.user(), user),
				part(connection.password(), password), this.settings.get("CLIENTID"), this.settings.get("CLIENTSECRET"),
				this.settings.get("TENANTID"));
	}

	private @Nullable Setting part(@Nullable String value, @Nullable Setting separate) {
		if (value == null || (separate != null && separate.value().strip().equals(value.strip()))) {
			return separate;
		}
		return main().withValue(value);
	}

	private @Nullable Setting first(String name, String other) {
		Setting setting = this.settings.get(name);
		Setting otherSetting = this.settings.get(other);
		return (setting == null || (otherSetting != null && otherSetting.standsAbove(setting))) ? otherSetting
				: setting;
	}

}
