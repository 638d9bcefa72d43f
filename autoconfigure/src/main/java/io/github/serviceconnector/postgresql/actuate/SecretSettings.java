package io.github.serviceconnector.postgresql.actuate;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a binding or of an identity that hold a secret, in any spelling.
 */
final class SecretSettings {

	private static final Pattern SEPARATOR = Pattern.compile("[._\\[\\]-]");

	// Spring's, Spring Cloud Azure's, azure-identity's and the platform's
	private static final Set<String> OURS = Set.of("springdatasource", "springr2dbc", "springcloudazure",
			"serviceconnectorpostgresql", "azure", "identityheader", "msisecret");

	private static final Set<String> SECRET = Set.of("password", "secret", "connectionstring", "header");

	private static final Pattern VALUE_WITH_PASSWORD = Pattern
		.compile("(?i)(password|pwd)\\s*=|://[^/@\\s]*:[^/@\\s]*@");

	private final String prefix;

	/**
	 * Creates the description.
	 * @param prefix what the names of a binding begin with
	 */
	SecretSettings(String prefix) {
		this.prefix = normalized(prefix);
	}

	boolean contain(String key, @Nullable Object value) {
		String name = normalized(key);
		return Stream.concat(OURS.stream(), Stream.of(this.prefix)).anyMatch(name::startsWith)
				&& (SECRET.stream().anyMatch(name::endsWith)
						|| VALUE_WITH_PASSWORD.matcher(String.valueOf(value)).find());
	}

	private static String normalized(String name) {
		return SEPARATOR.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
	}

}
