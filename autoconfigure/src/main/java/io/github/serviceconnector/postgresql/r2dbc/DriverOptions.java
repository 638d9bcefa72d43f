package io.github.serviceconnector.postgresql.r2dbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.JdbcUrl;
import io.github.serviceconnector.postgresql.binding.Setting;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters of a JDBC URL mean to the R2DBC driver. Those of the login and of
 * TLS are not among them: they are decided, not translated. See
 * <a href="https://github.com/pgjdbc/r2dbc-postgresql#getting-started">its options</a>
 * and <a href="https://jdbc.postgresql.org/documentation/use/">pgjdbc's</a>.
 *
 * @param values the options by name
 * @param ignored the parameters that have no counterpart
 */
record DriverOptions(Map<String, Object> values, List<String> ignored) {

	static final String TARGET_SERVER_TYPE = "targetServerType";

	private static final Map<String, Counterpart> COUNTERPARTS = Map.ofEntries(
			Map.entry("ApplicationName", new Counterpart("applicationName", (value) -> value)),
			Map.entry("connectTimeout", new Counterpart("connectTimeout", DriverOptions::seconds)),
			Map.entry("currentSchema", new Counterpart("schema", (value) -> value)),
			Map.entry("defaultRowFetchSize", new Counterpart("fetchSize", Integer::valueOf)),
			Map.entry("hostRecheckSeconds", new Counterpart("hostRecheckTime", DriverOptions::seconds)),
			Map.entry("loadBalanceHosts", new Counterpart("loadBalanceHosts", Boolean::valueOf)),
			Map.entry("options", new Counterpart("options", (value) -> Map.of("options", value))),
			Map.entry("preparedStatementCacheQueries",
					new Counterpart("preparedStatementCacheQueries", Integer::valueOf)),
			Map.entry("sslNegotiation", new Counterpart("sslNegotiation", DriverOptions::sslNegotiation)),
			Map.entry(TARGET_SERVER_TYPE, new Counterpart(TARGET_SERVER_TYPE, DriverOptions::targetServerType)),
			Map.entry("tcpKeepAlive", new Counterpart("tcpKeepAlive", Boolean::valueOf)),
			Map.entry("tcpNoDelay", new Counterpart("tcpNoDelay", Boolean::valueOf)));

	// The login's and TLS's; and the driver never asks for encryption by GSS
	private static final Set<String> DECIDED = Set.of("authenticationPluginClassName", "channelBinding", "gssEncMode",
			"requireAuth", "ssl", "sslfactory", "sslfactoryarg", "sslhostnameverifier", "sslmode", "sslrootcert");

	DriverOptions {
		values = Map.copyOf(values);
		ignored = List.copyOf(ignored);
	}

	static DriverOptions of(JdbcUrl url, Setting origin) {
		Map<String, Object> values = new LinkedHashMap<>();
		List<String> ignored = new ArrayList<>();
		for (String name : url.parameters().keySet()) {
			String text = url.parameter(name);
			if (text == null || DECIDED.contains(name)) {
				continue;
			}
			Counterpart counterpart = COUNTERPARTS.get(name);
			Object value = (counterpart != null) ? value(counterpart, name, text, origin) : null;
			if (counterpart != null && value != null) {
				values.put(counterpart.option(), value);
			}
			else {
				ignored.add(name);
			}
		}
		return new DriverOptions(values, ignored);
	}

	private static @Nullable Object value(Counterpart counterpart, String name, String text, Setting origin) {
		try {
			return counterpart.translation().apply(text.trim());
		}
		catch (NumberFormatException ex) {
			throw new InvalidSettingException(origin, "gives the parameter '" + name + "' a value that is not a number",
					"Write a whole number, or leave '" + name + "' out.");
		}
	}

	private static Duration seconds(String value) {
		return Duration.ofSeconds(Integer.parseInt(value));
	}

	private static @Nullable String sslNegotiation(String value) {
		return Set.of("postgres", "direct").contains(value) ? value : null;
	}

	private static @Nullable String targetServerType(String value) {
		return switch (value.toLowerCase(Locale.ROOT)) {
			case "any" -> "any";
			case "primary", "master" -> "primary";
			case "secondary", "slave" -> "secondary";
			case "prefersecondary", "preferslave" -> "preferSecondary";
			default -> null;
		};
	}

	/**
	 * What a parameter is called, and how its value is read.
	 *
	 * @param option the driver's option
	 * @param translation reads the value; {@code null} for one that the driver does not
	 * know
	 */
	private record Counterpart(String option, Function<String, @Nullable Object> translation) {
	}

}
