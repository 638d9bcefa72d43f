package io.github.serviceconnector.postgresql.doctor;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds what the checks take together: not all that they wait for has a time-out of its
 * own. What is late is left behind on a daemon thread.
 */
final class TimeLimit implements AutoCloseable {

	private final ExecutorService executor = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "serviceconnector-doctor");
		thread.setDaemon(true);
		return thread;
	});

	private final long endNanos;

	TimeLimit(Duration limit) {
		this.endNanos = System.nanoTime() + limit.toNanos();
	}

	/**
	 * Calls a task.
	 * @param <T> what it returns
	 * @param task the task
	 * @return what it returned
	 * @throws TimeoutException if the limit was reached
	 * @throws Exception what the task threw
	 */
	<T> T call(Callable<T> task) throws Exception {
		Future<T> future = this.executor.submit(task);
		try {
			return future.get(this.endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
		catch (TimeoutException ex) {
			future.cancel(true);
			throw ex;
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
