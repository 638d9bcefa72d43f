package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Keeps one task planned for one cache: that of its latest state.
 */
final class RefreshTimer {

	private final Scheduler scheduler;

	private final Supplier<CacheState> latest;

	private final Consumer<CacheState> onTime;

	private final AtomicReference<Scheduler.@Nullable Task> task = new AtomicReference<>();

	/**
	 * Creates the timer.
	 * @param scheduler what runs the task
	 * @param latest gives the cache's state
	 * @param onTime called with the state when its time has come and it is still the
	 * latest
	 */
	RefreshTimer(Scheduler scheduler, Supplier<CacheState> latest, Consumer<CacheState> onTime) {
		this.scheduler = scheduler;
		this.latest = latest;
		this.onTime = onTime;
	}

	void plan(CacheState state) {
		Duration delay = state.delay();
		Scheduler.Task next = (delay != null) ? this.scheduler.schedule(() -> run(state), delay) : null;
		Scheduler.Task old = this.task.getAndSet(next);
		if (old != null) {
			old.cancel();
		}
		// Of two threads that plan at once, the later state must win
		CacheState latest = this.latest.get();
		if (latest != state) {
			plan(latest);
		}
	}

	private void run(CacheState state) {
		if (this.latest.get() == state) {
			this.onTime.accept(state);
		}
	}

}
