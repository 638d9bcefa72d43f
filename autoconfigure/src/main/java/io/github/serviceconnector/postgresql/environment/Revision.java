package io.github.serviceconnector.postgresql.environment;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What is to change in a property source, by names that are compared as relaxed binding
 * does: letters and digits alone, whatever their case.
 */
final class Revision {

	private final Map<String, String> values;

	/**
	 * Creates the revision.
	 * @param values the new values by name, empty to take one out
	 */
	Revision(Map<String, String> values) {
		this.values = values.entrySet()
			.stream()
			.collect(Collectors.toMap((entry) -> uniform(entry.getKey()), Map.Entry::getValue));
	}

	private static String uniform(String name) {
		return name.replaceAll("[^\\p{Alnum}]", "").toLowerCase(Locale.ROOT);
	}

	boolean takesOut(String name) {
		String value = this.values.get(uniform(name));
		return value != null && value.isEmpty();
	}

	@Nullable Object apply(String name, @Nullable Object original) {
		String value = this.values.get(uniform(name));
		if (value == null) {
			return original;
		}
		return (value.isEmpty() || original == null) ? null : value;
	}

}
