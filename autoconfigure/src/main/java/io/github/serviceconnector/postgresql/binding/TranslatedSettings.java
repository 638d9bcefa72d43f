package io.github.serviceconnector.postgresql.binding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Settings that a bound connection is part of, as if {@code spring.datasource.*} had been
 * set in its place: in the same source, below what is really set there.
 */
public final class TranslatedSettings implements Settings {

	/** Boot's URL of the database. */
	public static final String URL = "spring.datasource.url";

	/** Boot's user. */
	public static final String USERNAME = "spring.datasource.username";

	/** Boot's password. */
	public static final String PASSWORD = "spring.datasource.password";

	/** Boot's password, and those of the pools that it knows. */
	public static final List<String> PASSWORDS = List.of(PASSWORD, "spring.datasource.hikari.password",
			"spring.datasource.tomcat.password", "spring.datasource.dbcp2.password",
			"spring.datasource.oracleucp.password", "spring.datasource.agroal.password");

	private static final String CREDENTIAL = "spring.datasource.azure.credential.";

	private final Settings settings;

	private final Map<String, Setting> translated = new HashMap<>();

	private final boolean alone;

	private TranslatedSettings(Settings settings, BoundConnection connection, boolean alone) {
		this.settings = settings;
		this.alone = alone;
		Setting main = connection.main();
		put(URL, main.withValue(connection.connection().url().toUrl()));
		put(USERNAME, connection.user());
		put(PASSWORD, connection.password());
		Setting clientId = connection.clientId();
		put(CREDENTIAL + "client-id", clientId);
		put(CREDENTIAL + "client-secret", connection.clientSecret());
		put("spring.datasource.azure.profile.tenant-id", connection.tenantId());
		if (clientId != null && connection.clientSecret() == null) {
			put(CREDENTIAL + "managed-identity-enabled", clientId.withValue("true"));
		}
	}

	/**
	 * Puts a connection among the settings.
	 * @param settings what is set besides
	 * @param connection the connection
	 * @return the settings with the connection in its place
	 */
	public static TranslatedSettings with(Settings settings, BoundConnection connection) {
		return new TranslatedSettings(settings, connection, false);
	}

	/**
	 * Puts a connection in the place of what {@code spring.datasource.*} says of another.
	 * @param settings what is set besides
	 * @param connection the connection
	 * @return the settings with the connection as the only one
	 */
	public static TranslatedSettings alone(Settings settings, BoundConnection connection) {
		return new TranslatedSettings(settings, connection, true);
	}

	private void put(String name, @Nullable Setting setting) {
		if (setting != null) {
			this.translated.put(name, setting);
		}
	}

	@Override
	public List<Setting> all(String name) {
		Setting own = this.translated.get(name);
		List<Setting> all = new ArrayList<>(isOfAnother(name) ? List.of() : this.settings.all(name));
		if (own != null) {
			all.add(own);
			all.sort(Comparator.comparingInt(Setting::depth));
		}
		return all;
	}

	private boolean isOfAnother(String name) {
		return this.alone && (Set.of(URL, USERNAME).contains(name) || name.endsWith(".password"));
	}

	@Override
	public List<Setting> matching(Pattern pattern) {
		return this.settings.matching(pattern);
	}

	/**
	 * Returns what was translated.
	 * @return the settings by the names that they act as
	 */
	public Map<String, Setting> translated() {
		return Map.copyOf(this.translated);
	}

}
