package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Numbers of one kind, one for each round.
 *
 * @param values the numbers, in the order of the rounds
 */
record Sample(List<Double> values) {

	Sample {
		if (values.isEmpty()) {
			throw new IllegalArgumentException("No round was run");
		}
		values = List.copyOf(values);
	}

	double median() {
		double[] sorted = sorted();
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

	double min() {
		return sorted()[0];
	}

	double max() {
		double[] sorted = sorted();
		return sorted[sorted.length - 1];
	}

	private double[] sorted() {
		return this.values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
	}

	// Pairs what ran in the same round, so that a slow minute of the machine counts on
	// both sides.
	Sample dividedBy(Sample other) {
		double[] ratios = new double[this.values.size()];
		Arrays.setAll(ratios, (round) -> this.values.get(round) / other.values().get(round));
		return new Sample(Arrays.stream(ratios).boxed().toList());
	}

	String format(String format) {
		return String.format(Locale.ROOT, format + " (" + format + " – " + format + ")", median(), min(), max());
	}

}
