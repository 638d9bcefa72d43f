package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;

/**
 * Runs a cache's work on threads that are not the login's.
 */
interface Scheduler {

	/**
	 * Runs a request now. It may block, so it gets a thread of its own.
	 * @param request the request
	 */
	void start(Runnable request);

	/**
	 * Runs an action later. It must not block: all caches share the timer.
	 * @param action the action
	 * @param delay how much later
	 * @return the timer's task
	 */
	Task schedule(Runnable action, Duration delay);

	/**
	 * A planned action.
	 */
	@FunctionalInterface
	interface Task {

		/**
		 * Forgets the action, unless it has begun.
		 */
		void cancel();

	}

}
