package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is compared: an application and what it is told.
 *
 * @param name name in the results
 * @param application the application
 * @param environment all its environment variables, secrets among them
 * @param arguments its command line
 */
record Candidate(String name, Application application, Map<String, String> environment, List<String> arguments) {

	Candidate(String name, Application application, Map<String, String> environment, String... arguments) {
		this(name, application, environment, List.of(arguments));
	}

	Candidate with(String name, Map<String, String> more, String... arguments) {
		Map<String, String> all = new HashMap<>(this.environment);
		all.putAll(more);
		return new Candidate(name, this.application, all, arguments);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
