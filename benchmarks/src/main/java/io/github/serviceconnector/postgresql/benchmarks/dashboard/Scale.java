package io.github.serviceconnector.postgresql.benchmarks.dashboard;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * A vertical axis from 0 on.
 *
 * @param step from each line to the next, in the unit of the values
 * @param steps how many there are
 * @param unitSize what a value is divided by for its label
 * @param unit what stands behind it
 */
record Scale(double step, int steps, double unitSize, String unit) {

	private static final int MOST_STEPS = 5;

	private static final double[] ROUND_STEPS = { 1, 2, 5, 10 };

	/**
	 * Returns a scale with round labels.
	 * @param unit the unit's name in Grafana
	 * @param highest the highest value
	 * @return the scale
	 */
	static Scale of(String unit, double highest) {
		return switch (unit) {
			case "s" -> (highest > 120) ? of(highest, 60, " min") : of(highest, 0.001, " ms");
			case "percentunit" -> new Scale(0.25, 4, 0.01, " %");
			case "ops" -> of(highest, 1, "/s");
			default -> of(highest, 1, "");
		};
	}

	private static Scale of(double highest, double unitSize, String unit) {
		if (highest <= 0) {
			return new Scale(unitSize, 1, unitSize, unit);
		}
		double least = highest / unitSize / MOST_STEPS;
		double decade = Math.pow(10, Math.floor(Math.log10(least)));
		double step = decade;
		for (double round : ROUND_STEPS) {
			step = round * decade;
			if (step >= least) {
				break;
			}
		}
		return new Scale(step * unitSize, (int) Math.ceil(highest / unitSize / step), unitSize, unit);
	}

	String label(double value) {
		DecimalFormat format = new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT));
		return format.format(value / this.unitSize) + this.unit;
	}

}
