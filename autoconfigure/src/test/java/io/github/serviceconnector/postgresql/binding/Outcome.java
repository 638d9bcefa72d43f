package io.github.serviceconnector.postgresql.binding;

import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a connection string, in a form that fits into a table.
 */
final class Outcome {

	private static final String NAME = "AZURE_POSTGRESQL_CONNECTIONSTRING";

	private Outcome() {
	}

	/**
	 * Makes a setting of a connection string.
	 * @param text the string
	 * @return the setting
	 */
	static Setting setting(String text) {
		return new Setting(NAME, text, "test", 0);
	}

	/**
	 * Reads a connection string.
	 * @param text the string
	 * @param check what must hold if it can be read
	 * @return the URL for the driver, or {@code !} and the rule that the string breaks
	 */
	static String of(String text, Consumer<ConnectionString> check) {
		ConnectionString string;
		try {
			string = ConnectionString.parse(setting(text));
		}
		catch (InvalidSettingException ex) {
			String start = "'" + NAME + "' from test ";
			assertThat(ex).hasMessageStartingWith(start).hasMessageEndingWith(".");
			String message = String.valueOf(ex.getMessage());
			return "!" + message.substring(start.length(), message.length() - 1);
		}
		check.accept(string);
		return string.url().toUrl();
	}

}
