package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A day in a millisecond: a wall clock and a timer that move only when they are told to.
 */
final class VirtualTime implements InstantSource, Scheduler {

	static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

	private final List<Planned> planned = new ArrayList<>();

	private Instant timer = START;

	private Duration wallOffset = Duration.ZERO;

	private double random = 0.5;

	private boolean silent;

	@Override
	public Instant instant() {
		return this.timer.plus(this.wallOffset);
	}

	@Override
	public void start(Runnable request) {
		if (!this.silent) {
			request.run();
		}
	}

	/**
	 * Makes requests stay without an answer.
	 */
	void silent(boolean silent) {
		this.silent = silent;
	}

	@Override
	public Task schedule(Runnable action, Duration delay) {
		Planned task = new Planned(action, this.timer.plus(delay));
		this.planned.add(task);
		return () -> this.planned.remove(task);
	}

	/**
	 * Lets time pass and runs what comes due.
	 */
	void pass(Duration duration) {
		Instant end = this.timer.plus(duration);
		while (true) {
			Planned next = this.planned.stream().min(Comparator.comparing(Planned::at)).orElse(null);
			if (next == null || next.at().isAfter(end)) {
				this.timer = end;
				return;
			}
			this.planned.remove(next);
			this.timer = next.at().isAfter(this.timer) ? next.at() : this.timer;
			next.action().run();
		}
	}

	/**
	 * Moves the wall clock alone, as a sleeping machine or a correction does.
	 */
	void moveWallClock(Duration duration) {
		this.wallOffset = this.wallOffset.plus(duration);
	}

	void random(double random) {
		this.random = random;
	}

	int planned() {
		return this.planned.size();
	}

	Duration untilNext() {
		return this.planned.stream()
			.map((task) -> Duration.between(this.timer, task.at()))
			.min(Comparator.naturalOrder())
			.orElseThrow();
	}

	Timing timing() {
		return new Timing(this, this, () -> this.random);
	}

	// Identity, not equality, tells two tasks apart
	private static final class Planned {

		private final Runnable action;

		private final Instant at;

		Planned(Runnable action, Instant at) {
			this.action = action;
			this.at = at;
		}

		Runnable action() {
			return this.action;
		}

		Instant at() {
			return this.at;
		}

	}

}
