package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was measured.
 *
 * @param javas versions of Java, that of the plain start first
 * @param rounds number of rounds
 * @param comparisons whole processes
 * @param loadedClasses loaded classes by candidate
 * @param azureCliCalls {@code az} processes by candidate
 * @param tokenFromCache what a cached token costs
 */
record Results(List<String> javas, int rounds, List<Comparison> comparisons, Map<String, LoadedClasses> loadedClasses,
		Map<String, Integer> azureCliCalls, TokenFromCache tokenFromCache) {

	static final String PLAIN = "fat jar as it is";

	static final String CDS = "unpacked, class data archive";

	static final String AOT_CACHE = "unpacked, AOT cache";

	static final String AZURE_CLI = "nine connections, az sign-in of 0.5 s";

	static final String LOGINS = "new connections in one process";

	static final String NAMED = "named connections";

	Optional<Comparison> find(String name) {
		return this.comparisons.stream().filter((comparison) -> name.equals(comparison.name())).findFirst();
	}

}
