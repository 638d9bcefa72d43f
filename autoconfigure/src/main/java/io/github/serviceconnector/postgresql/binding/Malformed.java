package io.github.serviceconnector.postgresql.binding;

/**
 * Says where in a connection string a rule is broken.
 */
final class Malformed {

	private Malformed() {
	}

	/**
	 * Makes the exception for a place in a setting's value.
	 * @param setting the setting
	 * @param rule what is wrong, to follow the setting's name in a sentence
	 * @param index the place as an index into the value
	 * @param action what to do
	 * @return the exception, to be thrown
	 */
	static InvalidSettingException at(Setting setting, String rule, int index, String action) {
		return new InvalidSettingException(setting, rule + " at " + place(setting, index), action);
	}

	/**
	 * Names a place as a person counts it.
	 * @param setting the setting
	 * @param index the place as an index into the value
	 * @return the place, where 1 is the first character
	 */
	static String place(Setting setting, int index) {
		return "character " + (setting.value().codePointCount(0, index) + 1);
	}

}
