package io.github.serviceconnector.postgresql.local;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The logins so far.
 */
final class LoginLog {

	private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final List<RecordedLogin> logins = new ArrayList<>();

	private int underway;

	synchronized void begin() {
		this.underway++;
	}

	synchronized void end() {
		this.underway--;
		notifyAll();
	}

	synchronized void add(RecordedLogin login) {
		this.logins.add(login);
	}

	// Returns the logins, after those under way have ended or a second is over: a client
	// that gives up knows it before the server does.
	synchronized List<RecordedLogin> get() {
		long deadline = System.nanoTime() + WAIT_NANOS;
		try {
			for (long left = WAIT_NANOS; this.underway > 0 && left > 0; left = deadline - System.nanoTime()) {
				TimeUnit.NANOSECONDS.timedWait(this, left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return List.copyOf(this.logins);
	}

}
