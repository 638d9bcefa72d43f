package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Every process that was counted, one a line.
 */
final class Csv {

	private Csv() {
	}

	static String write(List<Comparison> comparisons) {
		StringBuilder csv = new StringBuilder("comparison,candidate,round");
		for (Measure measure : Measure.values()) {
			csv.append(',').append(measure.title());
		}
		csv.append('\n');
		for (Comparison comparison : comparisons) {
			for (Candidate candidate : comparison.candidates()) {
				write(csv, comparison, candidate);
			}
		}
		return csv.toString();
	}

	private static void write(StringBuilder csv, Comparison comparison, Candidate candidate) {
		int round = 1;
		for (Start start : comparison.starts(candidate)) {
			csv.append(quote(comparison.name())).append(',').append(quote(candidate.name())).append(',').append(round);
			csv.append(Arrays.stream(Measure.values())
				.map((measure) -> String.format(Locale.ROOT, ",%.2f", measure.of(start)))
				.collect(Collectors.joining()));
			csv.append('\n');
			round++;
		}
	}

	private static String quote(String text) {
		return '"' + text + '"';
	}

}
