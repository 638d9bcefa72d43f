package io.github.serviceconnector.postgresql.binding;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL JDBC URL, taken apart. <pre>
 * url       = "jdbc:postgresql://" server *( "," server ) "/" database [ "?" parameter *( "&amp;" parameter ) ]
 * server    = host [ ":" port ] | "[" IPv6 address "]" [ ":" port ]
 * parameter = name [ "=" value ]
 * </pre> Database and values are percent-encoded UTF-8, {@code +} is a space. It is the
 * part of <a href="https://jdbc.postgresql.org/documentation/use/">pgjdbc's grammar</a>
 * that names its server and its database; pgjdbc's defaults for both (this machine, the
 * user's name) are no binding. Empty parameters are passed over; a parameter that is
 * given twice must have the same value. Parameters that pgjdbc would take in place of
 * servers and database are refused: everyone could see one host, and the driver another.
 *
 * @param servers the servers, at least one, in the order of the URL
 * @param database the database, decoded, not empty
 * @param parameters the parameters, decoded, in the order of the URL
 */
public record JdbcUrl(List<HostAndPort> servers, String database, Map<String, String> parameters) {

	private static final String PREFIX = "jdbc:postgresql:";

	private static final Pattern PARAMETER_NAME = Pattern.compile("[A-Za-z0-9_.-]+");

	// The driver prefers them to what stands before the '?': it would connect elsewhere
	private static final Set<String> ADDRESS = Set.of("HOST", "PORT", "DBNAME", "PGHOST", "PGPORT", "PGDBNAME");

	private static final String EXPECTED = "It must read jdbc:postgresql://<host>:<port>/<database>?<parameters>, for example "
			+ "jdbc:postgresql://example.postgres.database.azure.com:5432/app?sslmode=require.";

	public JdbcUrl {
		servers = List.copyOf(servers);
		parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
	}

	/**
	 * Returns whether a URL is one for pgjdbc.
	 * @param url any URL
	 * @return {@code true} if the driver of PostgreSQL takes it, well formed or not
	 */
	public static boolean isPostgresql(String url) {
		return url.startsWith(PREFIX);
	}

	/**
	 * Takes a URL apart.
	 * @param setting the setting whose value is the URL
	 * @return the URL
	 * @throws InvalidSettingException if it does not follow the grammar
	 */
	public static JdbcUrl parse(Setting setting) {
		try {
			return parse(setting.value());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSettingException(setting, String.valueOf(ex.getMessage()), EXPECTED);
		}
	}

	private static JdbcUrl parse(String url) {
		if (!url.startsWith(PREFIX + "//")) {
			throw new IllegalArgumentException("names no host");
		}
		int query = url.indexOf('?');
		String address = url.substring(PREFIX.length() + 2, (query < 0) ? url.length() : query);
		int slash = address.indexOf('/');
		String database = (slash < 0) ? "" : decode(address.substring(slash + 1), "the database's name");
		List<HostAndPort> servers = new ArrayList<>();
		for (String server : ((slash < 0) ? address : address.substring(0, slash)).split(",", -1)) {
			servers.add(HostAndPort.parse(server));
		}
		if (database.isEmpty()) {
			throw new IllegalArgumentException("names no database");
		}
		return new JdbcUrl(servers, database, (query < 0) ? Map.of() : parameters(url.substring(query + 1)));
	}

	private static Map<String, String> parameters(String query) {
		Map<String, String> parameters = new LinkedHashMap<>();
		for (String parameter : query.split("&", -1)) {
			if (parameter.isEmpty()) {
				continue;
			}
			int equals = parameter.indexOf('=');
			String name = (equals < 0) ? parameter : parameter.substring(0, equals);
			if (!PARAMETER_NAME.matcher(name).matches()) {
				// A name may be the rest of a password that was not encoded: it is not
				// quoted
				throw new IllegalArgumentException("has a parameter whose name is not made of letters, digits, '_', "
						+ "'.' and '-' (encode '&' in a value as %26)");
			}
			if (ADDRESS.contains(name.toUpperCase(Locale.ROOT))) {
				throw new IllegalArgumentException("has the parameter '" + name + "', which overrides the address");
			}
			String value = (equals < 0) ? "" : decode(parameter.substring(equals + 1), "the parameter '" + name + "'");
			String previous = parameters.putIfAbsent(name, value);
			if (previous != null && !previous.equals(value)) {
				throw new IllegalArgumentException("gives the parameter '" + name + "' twice, with different values");
			}
		}
		return parameters;
	}

	private static String decode(String text, String what) {
		String decoded;
		try {
			decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("has a '%' without two hexadecimal digits in " + what, ex);
		}
		if (decoded.indexOf('\0') >= 0) {
			throw new IllegalArgumentException("has a NUL character in " + what);
		}
		return decoded;
	}

	/**
	 * Returns a parameter's value.
	 * @param name the parameter
	 * @return the decoded value, or {@code null} where it is absent or blank
	 */
	public @Nullable String parameter(String name) {
		String value = this.parameters.get(name);
		return (value == null || value.isBlank()) ? null : value;
	}

	/**
	 * Returns this URL with other parameters.
	 * @param changes the parameters to set; a {@code null} value takes one out
	 * @return the changed URL
	 */
	public JdbcUrl with(Map<String, ? extends @Nullable String> changes) {
		Map<String, String> changed = new LinkedHashMap<>(this.parameters);
		changes.forEach((name, value) -> {
			if (value != null) {
				changed.put(name, value);
			}
			else {
				changed.remove(name);
			}
		});
		return new JdbcUrl(this.servers, this.database, changed);
	}

	/**
	 * Returns the servers as the URL names them.
	 * @return the servers, separated by commas
	 */
	public String address() {
		return this.servers.stream().map(HostAndPort::toString).collect(Collectors.joining(","));
	}

	/**
	 * Returns the hosts alone.
	 * @return the hosts, separated by commas
	 */
	public String hosts() {
		return this.servers.stream().map(HostAndPort::host).collect(Collectors.joining(","));
	}

	/**
	 * Returns the URL for the driver, each value encoded, a password in it included.
	 * @return the URL
	 */
	public String toUrl() {
		String query = this.parameters.entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "=" + encode(parameter.getValue()))
			.collect(Collectors.joining("&"));
		return PREFIX + "//" + address() + "/" + encode(this.database) + (query.isEmpty() ? "" : "?" + query);
	}

	private static String encode(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

	/**
	 * Returns the address alone: a parameter's value may be a secret.
	 */
	@Override
	public String toString() {
		return PREFIX + "//" + address() + "/" + this.database;
	}

}
