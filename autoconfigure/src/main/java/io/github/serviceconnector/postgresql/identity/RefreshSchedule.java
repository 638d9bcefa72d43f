package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.time.Instant;

/**
 * When a token is replaced, and how long it may be used if that fails. It only computes:
 * chance comes in as numbers between 0 and 1.
 */
final class RefreshSchedule {

	/**
	 * Time for a login to reach the server, and for clocks that differ.
	 */
	static final Duration MARGIN = Duration.ofMinutes(2);

	/**
	 * A token just handed over is tried, even if by this machine's clock it has ended.
	 */
	static final Duration GRACE = Duration.ofMinutes(1);

	/**
	 * The phase of a token that came when it was planned.
	 */
	static final double ON_SCHEDULE = 1;

	private static final Duration LONG_LIFE = Duration.ofHours(2);

	// Any provider's clock and any life, without an overflow
	private static final Duration LONGEST_LIFE = Duration.ofDays(30);

	private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(30);

	// Below a half, so that at any moment more than half of a life is in hand: an outage
	// of 12 hours is survived with tokens of 24
	private static final double EARLIEST = 0.40;

	private static final double LATEST = 0.48;

	private static final double LATEST_OF_SHORT_LIFE = 0.75;

	private static final double SHORT_LIFE_JITTER = 0.2;

	private static final double FIRST_PHASE = 0.05;

	private final Duration twoFailedTries;

	/**
	 * Creates the schedule.
	 * @param timeout how long one request may take
	 */
	RefreshSchedule(Duration timeout) {
		this.twoFailedTries = timeout.multipliedBy(3).plus(Pacing.LONGEST_TWO_STEPS);
	}

	/**
	 * Returns until when a token is given to logins.
	 * @param confirmedAt when the provider last handed it over
	 * @param expiresOn its end
	 * @return a margin before the end
	 */
	Instant usableUntil(Instant confirmedAt, Instant expiresOn) {
		return confirmedAt.plus(max(life(confirmedAt, expiresOn).minus(MARGIN), GRACE));
	}

	/**
	 * Returns when a token is to be replaced.
	 * @param fetchedAt when it came
	 * @param expiresOn its end
	 * @param jitter chance: 0 is earliest, 1 latest
	 * @param phase chance for a token that came at a moment which other instances may
	 * share, at a start or after an outage: a random part of the interval spreads them
	 * evenly at once, where jitter alone takes weeks. Else {@link #ON_SCHEDULE}
	 * @return the planned instant
	 */
	Instant refreshAt(Instant fetchedAt, Instant expiresOn, double jitter, double phase) {
		Duration interval = interval(life(fetchedAt, expiresOn), jitter);
		return fetchedAt.plus(max(times(interval, FIRST_PHASE + (1 - FIRST_PHASE) * phase), SHORTEST_INTERVAL));
	}

	private Duration interval(Duration life, double jitter) {
		if (life.compareTo(LONG_LIFE) > 0) {
			return times(life, EARLIEST + (LATEST - EARLIEST) * jitter);
		}
		Duration usable = life.minus(MARGIN);
		Duration latest = min(usable.minus(this.twoFailedTries), times(life, LATEST_OF_SHORT_LIFE));
		return times(max(latest, usable.dividedBy(2)), 1 - SHORT_LIFE_JITTER * (1 - jitter));
	}

	private static Duration life(Instant from, Instant expiresOn) {
		Instant longest = from.plus(LONGEST_LIFE);
		return Duration.between(from, expiresOn.isAfter(longest) ? longest : expiresOn);
	}

	private static Duration times(Duration duration, double factor) {
		return Duration.ofMillis((long) (duration.toMillis() * factor));
	}

	private static Duration max(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
