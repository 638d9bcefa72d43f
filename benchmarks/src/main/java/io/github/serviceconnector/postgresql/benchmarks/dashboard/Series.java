package io.github.serviceconnector.postgresql.benchmarks.dashboard;

import java.time.Instant;
import java.util.List;

/**
 * A line of a panel.
 *
 * @param name its name in the legend
 * @param points its points, oldest first; those without a value are left out
 */
record Series(String name, List<Point> points) {

	/**
	 * A value at a moment.
	 *
	 * @param moment the moment
	 * @param value the value, in the panel's unit
	 */
	record Point(Instant moment, double value) {

	}

}
