package io.github.serviceconnector.postgresql.sample;

import java.util.List;

/**
 * What the page says about its database connection.
 *
 * @param passwordless whether a token took the password's place
 * @param summary the most important fact
 * @param explanation a sentence on it
 * @param facts the rest
 */
record ConnectionPanel(boolean passwordless, String summary, String explanation, List<Fact> facts) {

	ConnectionPanel {
		facts = List.copyOf(facts);
	}

	/**
	 * One line of the panel.
	 *
	 * @param name what it is about
	 * @param value what holds
	 */
	record Fact(String name, String value) {

		/**
		 * Splits the value where a narrow panel may break a host name or a variable.
		 * @return what may stand on lines of its own
		 */
		public List<String> parts() {
			return List.of(this.value.split("(?<=[._])"));
		}

	}

}
