package io.github.serviceconnector.postgresql.doctor;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the doctor found.
 *
 * @param connections the connections, the application's own first
 */
record Report(List<ConnectionReport> connections) {

	private static final String NOTHING = "Nothing to do: the login works.";

	Report {
		connections = List.copyOf(connections);
	}

	/**
	 * Returns whether every login works.
	 * @return {@code true} if no check failed
	 */
	boolean isHealthy() {
		return findings().noneMatch((finding) -> finding.mark() == Mark.FAILED);
	}

	/**
	 * Returns the one thing to do next.
	 * @return what the first failure asks for, else what the first note does
	 */
	String nextStep() {
		return Stream.of(Mark.FAILED, Mark.NOTED)
			.flatMap((mark) -> findings().filter((finding) -> finding.mark() == mark))
			.map(Finding::action)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(NOTHING);
	}

	private Stream<Finding> findings() {
		return this.connections.stream().flatMap((connection) -> connection.findings().stream());
	}

	/**
	 * What was found of one connection.
	 *
	 * @param name the connection's name, empty for the application's own
	 * @param findings what the checks found, in their order
	 */
	record ConnectionReport(String name, List<Finding> findings) {

		ConnectionReport {
			findings = List.copyOf(findings);
		}

	}

}
