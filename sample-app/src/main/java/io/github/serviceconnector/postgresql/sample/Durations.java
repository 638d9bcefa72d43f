package io.github.serviceconnector.postgresql.sample;

import java.time.Duration;

/**
 * Writes durations for people.
 */
final class Durations {

	private Durations() {
	}

	/**
	 * Writes a duration in its two largest units, rounded down.
	 * @param duration any duration; a negative one counts as none
	 * @return for example {@code 23 h 59 min}
	 */
	static String inWords(Duration duration) {
		if (duration.toMinutes() < 1) {
			return "less than a minute";
		}
		if (duration.toDays() >= 2) {
			return twoUnits(duration.toDays(), "d", duration.toHoursPart(), "h");
		}
		return twoUnits(duration.toHours(), "h", duration.toMinutesPart(), "min");
	}

	private static String twoUnits(long large, String largeUnit, int small, String smallUnit) {
		if (large == 0) {
			return small + " " + smallUnit;
		}
		if (small == 0) {
			return large + " " + largeUnit;
		}
		return large + " " + largeUnit + " " + small + " " + smallUnit;
	}

}
