package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock and a timer for thousands of caches in one thread.
 */
final class SimulatedTime implements InstantSource, Scheduler {

	static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

	private final PriorityQueue<Event> events = new PriorityQueue<>(
			Comparator.comparing(Event::at).thenComparing(Event::number));

	private Instant now = START;

	private long number;

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public void start(Runnable request) {
		request.run();
	}

	@Override
	public Task schedule(Runnable action, Duration delay) {
		Event event = new Event(this.now.plus(delay), this.number++, action);
		this.events.add(event);
		return event;
	}

	void runUntil(Instant end) {
		Event event = this.events.poll();
		while (event != null && event.at().isBefore(end)) {
			this.now = event.at();
			event.run();
			event = this.events.poll();
		}
	}

	private static final class Event implements Task {

		private final Instant at;

		private final long number;

		private Runnable action;

		Event(Instant at, long number, Runnable action) {
			this.at = at;
			this.number = number;
			this.action = action;
		}

		Instant at() {
			return this.at;
		}

		long number() {
			return this.number;
		}

		void run() {
			this.action.run();
		}

		@Override
		public void cancel() {
			this.action = () -> {
			};
		}

	}

}
