package io.github.serviceconnector.postgresql.binding;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a connection string says, in pgjdbc's terms, whatever its grammar.
 *
 * @param url the servers, the database and the parameters, without user and password
 * @param user the role, or {@code null} if the string names none
 * @param password the password, or {@code null} if the string has none
 * @param withoutPassword the string in its own grammar with the password taken out, all
 * else as it was written
 * @param ignored the keywords that mean nothing to pgjdbc, each by its name, or by its
 * place where no driver knows it
 */
public record ConnectionString(JdbcUrl url, @Nullable String user, @Nullable String password, String withoutPassword,
		List<String> ignored) {

	private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

	/**
	 * Creates a connection string.
	 * @throws IllegalArgumentException if user or password stand among the URL's
	 * parameters
	 */
	public ConnectionString {
		if (url.parameters().containsKey(Keywords.USER) || url.parameters().containsKey(Keywords.PASSWORD)) {
			throw new IllegalArgumentException("The URL still has the user or the password");
		}
		ignored = List.copyOf(ignored);
	}

	/**
	 * Reads a JDBC URL, a URI of libpq's, its keywords and values, or a connection string
	 * of Npgsql's.
	 * @param setting the setting whose value is the connection string
	 * @return what it says
	 * @throws InvalidSettingException if it breaks a rule of its grammar, or names no
	 * host or no database
	 */
	public static ConnectionString parse(Setting setting) {
		KeyVaultReference.refuse(setting);
		int nul = setting.value().indexOf('\0');
		if (nul >= 0) {
			throw Malformed.at(setting, "has a NUL character", nul,
					"Take it out: no part of a connection can have one.");
		}
		String text = setting.value().strip();
		if (JdbcUrl.isPostgresql(text)) {
			return ofJdbcUrl(setting);
		}
		if (PostgresqlUri.matches(text)) {
			return PostgresqlUri.parse(setting);
		}
		if (SCHEME.matcher(text).lookingAt()) {
			throw new InvalidSettingException(setting, "begins with a scheme that is not PostgreSQL's",
					"Begin it with 'jdbc:postgresql://', 'postgresql://' or 'postgres://'.");
		}
		boolean npgsql = (text.indexOf(';') >= 0) ? !LibpqKeywords.fits(setting)
				: NpgsqlConnectionString.startsLike(text);
		return npgsql ? NpgsqlConnectionString.parse(setting) : LibpqKeywords.parse(setting);
	}

	private static ConnectionString ofJdbcUrl(Setting setting) {
		String text = setting.value();
		JdbcUrl url = JdbcUrl.parse(setting.withValue(text.strip()));
		int query = text.indexOf('?');
		List<Pair> passwords = QueryParameter
			.split(text, (query >= 0) ? query : text.length(), text.stripTrailing().length())
			.stream()
			.filter((parameter) -> parameter.name().equals(Keywords.PASSWORD))
			.map((parameter) -> parameter.toPair(Keywords.PASSWORD, ""))
			.toList();
		return new ConnectionString(url.with(without(Keywords.USER, Keywords.PASSWORD)), url.parameter(Keywords.USER),
				emptyToNull(url.parameters().get(Keywords.PASSWORD)), Pair.cut(text, passwords), List.of());
	}

	private static Map<String, @Nullable String> without(String... parameters) {
		Map<String, @Nullable String> changes = new HashMap<>();
		Arrays.asList(parameters).forEach((parameter) -> changes.put(parameter, null));
		return changes;
	}

	private static @Nullable String emptyToNull(@Nullable String value) {
		return (value == null || value.isEmpty()) ? null : value;
	}

	/**
	 * Returns the address alone: all else may be a secret.
	 */
	@Override
	public String toString() {
		return this.url.toString();
	}

}
