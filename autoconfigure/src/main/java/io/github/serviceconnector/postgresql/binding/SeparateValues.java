package io.github.serviceconnector.postgresql.binding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A connection whose parts stand in settings of their own, such as
 * {@code AZURE_POSTGRESQL_HOST}. Blanks around a value are no part of it, except in a
 * password.
 */
public final class SeparateValues {

	private static final String HOST = "HOST";

	private SeparateValues() {
	}

	/**
	 * Puts the parts together.
	 * @param host the server's name, or several names, separated by commas
	 * @param port the port, or one for each name
	 * @param database the database
	 * @param user the role
	 * @param password the password
	 * @param ssl whether to use TLS: on means {@code sslmode=require}
	 * @return what they say; nothing is ignored, and without the password it reads as the
	 * URL does
	 * @throws InvalidSettingException if a part is wrong or the database is missing
	 */
	public static ConnectionString of(Setting host, @Nullable Setting port, @Nullable Setting database,
			@Nullable Setting user, @Nullable Setting password, @Nullable Setting ssl) {
		String hostValue = value(host);
		String portValue = value(port);
		List<String> hosts = check(host, () -> Servers.hosts((hostValue != null) ? hostValue : ""));
		List<Integer> ports = (port != null && portValue != null) ? check(port, () -> Servers.ports(portValue))
				: List.of(HostAndPort.DEFAULT_PORT);
		List<HostAndPort> servers = check((port != null) ? port : host, () -> Servers.join(hosts, ports));
		String databaseValue = value(database);
		if (databaseValue == null) {
			throw new InvalidSettingException(host + " names a server, but no setting names a database.",
					"Set '" + databaseName(host) + "' to the database's name.");
		}
		Map<String, String> parameters = new LinkedHashMap<>();
		if (ssl != null && value(ssl) != null) {
			parameters.put(Keywords.SSL_MODE, ssl.isTrue() ? "require" : "disable");
		}
		JdbcUrl url = new JdbcUrl(servers, databaseValue, parameters);
		return new ConnectionString(url, value(user), secret(password), url.toUrl(), List.of());
	}

	private static @Nullable String value(@Nullable Setting setting) {
		String value = secret(setting);
		return (value == null || value.isBlank()) ? null : value.strip();
	}

	private static @Nullable String secret(@Nullable Setting setting) {
		if (setting == null || setting.value().isEmpty()) {
			return null;
		}
		KeyVaultReference.refuse(setting);
		if (setting.value().indexOf('\0') >= 0) {
			throw new InvalidSettingException(setting, "has a NUL character",
					"Take it out: no part of a connection can have one.");
		}
		return setting.value();
	}

	private static String databaseName(Setting host) {
		String name = host.name();
		int prefix = name.length() - HOST.length();
		return name.toUpperCase(Locale.ROOT).endsWith(HOST) ? name.substring(0, prefix) + "DATABASE"
				: "AZURE_POSTGRESQL_DATABASE";
	}

	private static <T> T check(Setting setting, Supplier<T> reading) {
		try {
			return reading.get();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSettingException(setting, String.valueOf(ex.getMessage()),
					"Write the name of the server alone, or several separated by commas, and in the setting of the port "
							+ "one number from 1 to 65535, or one for each server.");
		}
	}

}
