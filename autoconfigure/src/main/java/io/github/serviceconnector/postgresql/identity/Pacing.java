package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;

/**
 * How long the provider is left alone after a request that brought no new token. It only
 * computes: chance comes in as a number between 0 and 1.
 */
final class Pacing {

	/**
	 * The most that the first two steps can take.
	 */
	static final Duration LONGEST_TWO_STEPS = Duration.ofSeconds(3);

	private static final Duration FIRST_STEP = Duration.ofSeconds(1);

	/**
	 * The longest step; permanent failures take it from the first one on.
	 */
	static final Duration CEILING = Duration.ofMinutes(5);

	/**
	 * The longest step for a login that has no token.
	 */
	static final Duration LOGIN_CEILING = Duration.ofSeconds(30);

	private static final int MOST_DOUBLINGS = 9;

	private Pacing() {
	}

	/**
	 * Returns the pause after a failure.
	 * @param failure what was thrown
	 * @param failures how many there were in a row, this one included
	 * @param left how long the token at hand may still be used, zero without one
	 * @param random chance
	 * @return the pause
	 */
	static Pause afterFailure(TokenException failure, int failures, Duration left, double random) {
		Duration step = failure.isPermanent() ? CEILING
				: min(CEILING, FIRST_STEP.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS)));
		Duration refresh = times(step, 0.5 + 0.5 * random);
		Duration login = min(refresh, LOGIN_CEILING);
		Duration asked = failure.getRetryAfter();
		if (asked != null) {
			// A proxy's "come back tomorrow" must not outlive the token
			Duration told = min(asked, max(CEILING, left.dividedBy(2)));
			// Who was sent away together shall not come back together
			return new Pause(max(refresh, times(told, 1 + 0.5 * random)), max(login, told));
		}
		return new Pause(refresh, login);
	}

	/**
	 * Returns the pause after an answer with the token that was at hand already. Identity
	 * libraries and the platform's endpoint cache: asking often changes nothing, and
	 * there is the more time, the more life is left.
	 * @param left how long the token at hand may still be used
	 * @param random chance
	 * @return the pause
	 */
	static Duration afterUnchanged(Duration left, double random) {
		return times(max(left.dividedBy(16), LOGIN_CEILING), 0.5 + 0.5 * random);
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

	/**
	 * A pause.
	 *
	 * @param refresh until the next request in the background
	 * @param login until a login without a token makes a request of its own
	 */
	record Pause(Duration refresh, Duration login) {

	}

}
