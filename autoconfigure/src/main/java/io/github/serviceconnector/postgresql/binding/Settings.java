package io.github.serviceconnector.postgresql.binding;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * All that was configured, by name.
 */
public interface Settings {

	/**
	 * Returns every occurrence of a name that has text.
	 * @param name a property in its canonical form, or an environment variable
	 * @return the occurrences, highest precedence first
	 */
	List<Setting> all(String name);

	/**
	 * Returns every setting whose name has a certain form.
	 * @param pattern the form of a name in upper case, with {@code _} for {@code .} and
	 * {@code -}
	 * @return the settings that have text, highest precedence first, with their names as
	 * they are written
	 */
	List<Setting> matching(Pattern pattern);

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

	/**
	 * Returns a name as {@link #matching(Pattern)} compares it.
	 * @param name a name as it is written
	 * @return the name in upper case, with {@code _} for {@code .} and {@code -}
	 */
	static String normalize(String name) {
		return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
	}

}
