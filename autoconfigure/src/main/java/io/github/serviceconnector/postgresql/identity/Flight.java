package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * One request under way, which any number of logins wait for.
 */
final class Flight {

	private final CountDownLatch over = new CountDownLatch(1);

	private volatile @Nullable AccessToken token;

	private volatile @Nullable TokenException failure;

	void land(AccessToken token) {
		this.token = token;
		this.over.countDown();
	}

	void fail(TokenException failure) {
		this.failure = failure;
		this.over.countDown();
	}

	boolean await(Duration timeout) throws InterruptedException {
		return this.over.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Nullable AccessToken token() {
		return this.token;
	}

	@Nullable TokenException failure() {
		return this.failure;
	}

}
