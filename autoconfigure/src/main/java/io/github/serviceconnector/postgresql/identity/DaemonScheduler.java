package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * One timer thread for all caches of the JVM, which lives as long as something is
 * planned. Requests run on short-lived threads, so that a provider that hangs holds up
 * nobody else's refresh.
 */
final class DaemonScheduler implements Scheduler {

	static final DaemonScheduler SHARED = new DaemonScheduler();

	static final String TIMER_THREAD = "serviceconnector-token-timer";

	static final String REQUEST_THREAD = "serviceconnector-token";

	private @Nullable ScheduledThreadPoolExecutor timer;

	private int planned;

	@Override
	public void start(Runnable request) {
		thread(request, REQUEST_THREAD).start();
	}

	@Override
	public synchronized Task schedule(Runnable action, Duration delay) {
		ScheduledThreadPoolExecutor timer = this.timer;
		if (timer == null) {
			timer = new ScheduledThreadPoolExecutor(1, (worker) -> thread(worker, TIMER_THREAD));
			timer.setRemoveOnCancelPolicy(true);
			this.timer = timer;
		}
		AtomicBoolean over = new AtomicBoolean();
		Future<?> future = timer.schedule(() -> {
			try {
				action.run();
			}
			finally {
				end(over);
			}
		}, delay.toMillis(), TimeUnit.MILLISECONDS);
		this.planned++;
		return () -> {
			future.cancel(false);
			end(over);
		};
	}

	private synchronized void end(AtomicBoolean over) {
		if (over.compareAndSet(false, true) && --this.planned == 0 && this.timer != null) {
			this.timer.shutdown();
			this.timer = null;
		}
	}

	// Whoever happens to start it shall not leave its class loader or thread locals in it
	private static Thread thread(Runnable work, String name) {
		Thread thread = new Thread(null, work, name, 0, false);
		thread.setContextClassLoader(DaemonScheduler.class.getClassLoader());
		thread.setDaemon(true);
		return thread;
	}

}
