package io.github.serviceconnector.postgresql.binding;

import java.util.Locale;

/**
 * One configured value and the place it stands in.
 *
 * @param name the property or variable as it is documented
 * @param value the value with its placeholders resolved; it may be a secret and is left
 * out of {@link #toString()}
 * @param origin where the value was set, in words for a person
 * @param depth the place of its property source in the order of precedence, from 0, the
 * highest
 */
public record Setting(String name, String value, String origin, int depth) {

	/**
	 * Returns whether this setting stands in a source of higher precedence.
	 * @param other the setting to compare with
	 * @return {@code true} if this one overrides the other's source
	 */
	public boolean standsAbove(Setting other) {
		return this.depth < other.depth;
	}

	/**
	 * Returns the same setting with another value.
	 * @param replacement the value to carry
	 * @return a setting of the same name and place
	 */
	public Setting withValue(String replacement) {
		return new Setting(this.name, replacement, this.origin, this.depth);
	}

	/**
	 * Reads the value as a switch, in the spellings that Spring's conversion knows.
	 * @return {@code true} for on
	 * @throws InvalidSettingException if it is neither on nor off
	 */
	public boolean isTrue() {
		return switch (this.value.trim().toLowerCase(Locale.ROOT)) {
			case "true", "on", "yes", "1" -> true;
			case "false", "off", "no", "0" -> false;
			default -> throw new InvalidSettingException(this, "is neither 'true' nor 'false'",
					"Set it to 'true' or 'false', or remove it.");
		};
	}

	@Override
	public String toString() {
		return "'" + this.name + "' from " + this.origin;
	}

}
