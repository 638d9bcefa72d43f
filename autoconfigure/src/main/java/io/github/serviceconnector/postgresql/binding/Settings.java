package io.github.serviceconnector.postgresql.binding;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * All that was configured, by name.
 */
@FunctionalInterface
public interface Settings {

	/**
	 * Returns every occurrence of a name that has text.
	 * @param name a property in its canonical form, or an environment variable
	 * @return the occurrences, highest precedence first
	 */
	List<Setting> all(String name);

	/**
	 * Returns the occurrence that counts.
	 * @param names a name, and others that mean the same
	 * @return the setting of highest precedence, of the first name where two stand in one
	 * source, or {@code null}
	 */
	default @Nullable Setting find(String... names) {
		Setting found = null;
		for (String name : names) {
			for (Setting setting : all(name)) {
				if (found == null || setting.standsAbove(found)) {
					found = setting;
				}
			}
		}
		return found;
	}

	/**
	 * Returns the value that counts.
	 * @param names a name, and others that mean the same
	 * @return the value, or {@code null}
	 * @see #find(String...)
	 */
	default @Nullable String value(String... names) {
		Setting setting = find(names);
		return (setting != null) ? setting.value() : null;
	}

}
