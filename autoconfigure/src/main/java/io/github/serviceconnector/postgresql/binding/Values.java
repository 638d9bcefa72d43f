package io.github.serviceconnector.postgresql.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the values of a keyword read in pgjdbc.
 */
@FunctionalInterface
interface Values {

	/** Text that means the same to all. */
	Values TEXT = (value) -> value;

	/** The modes of libpq and of Npgsql, which writes {@code VerifyCA}. */
	Values SSL_MODE = oneOf("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

	/** A switch. */
	Values SWITCH = of(mapping("true", "true", "false", "false", "on", "true", "off", "false", "yes", "true", "no",
			"false", "1", "true", "0", "false"));

	/**
	 * What a server must be. libpq tells read-write from primary, pgjdbc's
	 * {@code primary} is the one that takes writes.
	 */
	Values SERVER_TYPE = of(mapping("any", "any", "primary", "primary", "read-write", "primary", "standby", "secondary",
			"read-only", "secondary", "prefer-primary", "preferPrimary", "prefer-standby", "preferSecondary"));

	/** Seconds, where nothing and less mean no limit. pgjdbc counts milliseconds. */
	Values SECONDS = (value) -> String.valueOf(Math.max(0, number(value, Integer.MAX_VALUE / 1000)));

	/** A size in bytes. */
	Values BYTES = (value) -> String.valueOf(Math.max(0, number(value, Integer.MAX_VALUE)));

	/** Methods of authentication, as a list. */
	Values AUTHENTICATION = Values::authentication;

	/**
	 * Translates a value.
	 * @param value the value, not empty
	 * @return the value for pgjdbc
	 * @throws IllegalArgumentException if it has none; the message says why and reads on
	 * after a setting's name
	 */
	String translate(String value);

	/**
	 * Values that are the same in pgjdbc, whatever their case and hyphens.
	 * @param names pgjdbc's names
	 * @return the values
	 */
	static Values oneOf(String... names) {
		Map<String, String> translations = new LinkedHashMap<>();
		for (String name : names) {
			translations.put(name, name);
		}
		return of(translations);
	}

	/**
	 * Values that are called otherwise in pgjdbc.
	 * @param translations pgjdbc's names by theirs
	 * @return the values
	 */
	static Values of(Map<String, String> translations) {
		Map<String, String> byBareName = new LinkedHashMap<>();
		translations.forEach((name, translation) -> byBareName.put(bare(name), translation));
		String names = String.join(", ", translations.keySet());
		return (value) -> {
			String translation = byBareName.get(bare(value));
			if (translation == null) {
				throw new IllegalArgumentException("has a value that is none of " + names);
			}
			return translation;
		};
	}

	/**
	 * Lists translations in their order.
	 * @param namesAndTranslations names, each followed by its translation
	 * @return the translations by name
	 */
	static Map<String, String> mapping(String... namesAndTranslations) {
		Map<String, String> translations = new LinkedHashMap<>();
		for (int i = 0; i < namesAndTranslations.length; i += 2) {
			translations.put(namesAndTranslations[i], namesAndTranslations[i + 1]);
		}
		return translations;
	}

	private static String bare(String name) {
		return name.strip().toLowerCase(Locale.ROOT).replace("-", "");
	}

	private static long number(String value, int maximum) {
		long number;
		try {
			number = Long.parseLong(value.strip());
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("has a value that is not a whole number", ex);
		}
		if (number > maximum) {
			throw new IllegalArgumentException("has a value above " + maximum);
		}
		return number;
	}

	private static String authentication(String value) {
		Values methods = oneOf("password", "md5", "gss", "sspi", "scram-sha-256", "none");
		List<String> translated = new ArrayList<>();
		for (String method : value.split(",", -1)) {
			String name = method.strip();
			boolean refused = name.startsWith("!");
			translated.add((refused ? "!" : "") + methods.translate(refused ? name.substring(1) : name));
		}
		return String.join(",", translated);
	}

}
