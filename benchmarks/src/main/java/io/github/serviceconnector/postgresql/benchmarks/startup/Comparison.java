package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whole processes in turn: each round starts every candidate once. The first candidate is
 * what the others are compared with.
 */
final class Comparison {

	private final Map<Candidate, List<Start>> starts = new LinkedHashMap<>();

	private final String name;

	private final Jvm jvm;

	Comparison(String name, Jvm jvm, List<Candidate> candidates) {
		this.name = name;
		this.jvm = jvm;
		for (Candidate candidate : candidates) {
			this.starts.put(candidate, new ArrayList<>());
		}
	}

	Comparison run(int rounds) throws IOException, InterruptedException {
		System.out.println(this.name);
		for (Candidate candidate : candidates()) {
			// Fills the page cache, and is not counted
			ApplicationProcess.run(candidate, this.jvm.command(candidate));
		}
		for (int round = 0; round < rounds; round++) {
			for (Map.Entry<Candidate, List<Start>> entry : this.starts.entrySet()) {
				Start start = ApplicationProcess.run(entry.getKey(), this.jvm.command(entry.getKey()));
				entry.getValue().add(start);
				System.out.printf("  %d/%d %s: %.0f ms, %.0f ms of CPU%n", round + 1, rounds, entry.getKey(),
						start.firstQueryMillis(), start.userCpuMillis());
			}
		}
		return this;
	}

	String name() {
		return this.name;
	}

	Candidate reference() {
		return candidates().get(0);
	}

	List<Candidate> candidates() {
		return List.copyOf(this.starts.keySet());
	}

	List<Start> starts(Candidate candidate) {
		return this.starts.getOrDefault(candidate, List.of());
	}

	Sample sample(Candidate candidate, Measure measure) {
		return new Sample(starts(candidate).stream().map(measure::of).toList());
	}

	Sample ratio(Candidate candidate, Measure measure) {
		return sample(candidate, measure).dividedBy(sample(reference(), measure));
	}

}
