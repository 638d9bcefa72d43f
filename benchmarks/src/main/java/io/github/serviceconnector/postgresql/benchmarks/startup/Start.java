package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.util.List;

/**
 * What one process was seen to take.
 *
 * @param firstQueryMillis from the start of the process to the answer of its first query,
 * in milliseconds
 * @param connectionsMillis from the start of its pool until it held all connections that
 * it was told to, the first query included, in milliseconds
 * @param peakMemoryKilobytes most memory that was resident
 * @param userCpuMillis CPU time in user mode, in milliseconds
 * @param logLines lines logged at INFO and above, until it was asked to end
 * @param loginNanos what each connection past the pool took, in nanoseconds
 */
record Start(double firstQueryMillis, double connectionsMillis, double peakMemoryKilobytes, double userCpuMillis,
		double logLines, List<Long> loginNanos) {

	Start {
		loginNanos = List.copyOf(loginNanos);
	}

	// Their median; the first half warms the JVM up
	double loginMillis() {
		int size = this.loginNanos.size();
		List<Long> warm = this.loginNanos.subList(size / 2, size).stream().sorted().toList();
		return warm.isEmpty() ? 0 : warm.get(warm.size() / 2) / 1e6;
	}

}
