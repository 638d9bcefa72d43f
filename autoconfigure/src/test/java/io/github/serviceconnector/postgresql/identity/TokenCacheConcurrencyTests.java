package io.github.serviceconnector.postgresql.identity;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A cache with real threads.
 */
@Timeout(60)
class TokenCacheConcurrencyTests {

	private static final int THREADS = 100;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final CountDownLatch answer = new CountDownLatch(1);

	private final AtomicInteger requests = new AtomicInteger();

	@AfterEach
	void stop() {
		this.answer.countDown();
		this.threads.shutdownNow();
	}

	@Test
	void hundredLoginsAtAnEmptyCacheMakeOneRequest() throws Exception {
		TokenCache cache = cache(this::fetch, DaemonScheduler.SHARED);
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Future<AccessToken>> logins = logins(() -> {
			start.await();
			return cache.token();
		});
		this.answer.countDown();
		for (Future<AccessToken> login : logins) {
			assertThat(login.get().value()).isEqualTo("token-1");
		}
		cache.close();
	}

	@Test
	void hundredLoginsAtAFailingProviderMakeOneRequest() throws Exception {
		TokenCache cache = cache(() -> {
			this.requests.incrementAndGet();
			throw new TokenException("Wrong secret.", "Correct it.", null, null, true);
		}, DaemonScheduler.SHARED);
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Future<TokenException>> logins = logins(() -> {
			start.await();
			return catchThrowableOfType(TokenException.class, cache::token);
		});
		for (Future<TokenException> login : logins) {
			assertThat(login.get()).hasMessageStartingWith("Wrong secret.");
		}
		assertThat(this.requests).hasValue(1);
		cache.close();
	}

	@Test
	void threadsHoldNoMonitorWhileTheProviderIsAsked() throws Exception {
		// A monitor pins a virtual thread to its carrier up to Java 23
		List<Thread> busy = new CopyOnWriteArrayList<>();
		TokenCache cache = cache(() -> {
			busy.add(Thread.currentThread());
			return fetch();
		}, DaemonScheduler.SHARED);
		List<Future<AccessToken>> logins = logins(() -> {
			busy.add(Thread.currentThread());
			return cache.token();
		});
		Awaitility.await()
			.until(() -> busy.size() == THREADS + 1 && busy.stream()
				.map(Thread::getState)
				.allMatch(EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING)::contains));
		long[] ids = busy.stream().mapToLong(Thread::getId).toArray();
		assertThat(ManagementFactory.getThreadMXBean().getThreadInfo(ids, true, false))
			.allSatisfy((thread) -> assertThat(thread.getLockedMonitors()).isEmpty());
		this.answer.countDown();
		for (Future<AccessToken> login : logins) {
			assertThat(login.get().value()).isEqualTo("token-1");
		}
		cache.close();
	}

	@Test
	void loginWhenProviderIsSilentTimesOutAndQuotesTheLastFailure() {
		VirtualTime time = new VirtualTime();
		Timing timing = new Timing(time, new Scheduler() {

			@Override
			public void start(Runnable request) {
				TokenCacheConcurrencyTests.this.threads.execute(request);
			}

			@Override
			public Task schedule(Runnable action, Duration delay) {
				return time.schedule(action, delay);
			}

		}, () -> 0.5);
		TokenCache cache = new TokenCache("handle", "managed identity", () -> {
			if (this.requests.get() == 0) {
				this.requests.incrementAndGet();
				throw new TokenException("The endpoint is down.", "Wait.", null);
			}
			return fetch();
		}, Duration.ofMillis(50), RefreshMode.AT_LOGIN, timing);
		assertThatExceptionOfType(TokenException.class).isThrownBy(cache::token).withMessage("The endpoint is down.");
		time.moveWallClock(Duration.ofSeconds(7));
		assertThatExceptionOfType(TokenException.class).isThrownBy(cache::token)
			.withMessage("The identity provider has not answered the request for a token of the managed identity "
					+ "within 50 ms. The last failure, 7 seconds ago: The endpoint is down.");
		time.moveWallClock(Duration.ofHours(1));
		assertThatExceptionOfType(TokenException.class).isThrownBy(cache::token).withMessageContaining("within 50 ms");
		assertThat(cache.status().counts().lost()).isEqualTo(1);
	}

	@Test
	void timerThreadIsSharedAndEndsWithTheLastCache() throws Exception {
		this.answer.countDown();
		List<Thread> others = timers();
		DaemonScheduler scheduler = new DaemonScheduler();
		TokenCache one = cache(this::fetch, scheduler);
		TokenCache other = cache(this::fetch, scheduler);
		one.token();
		other.token();
		List<Thread> timers = timers().stream().filter((timer) -> !others.contains(timer)).toList();
		assertThat(timers).hasSize(1);
		assertThat(timers.get(0).isDaemon()).isTrue();
		one.close();
		assertThat(timers.get(0).isAlive()).isTrue();
		other.close();
		timers.get(0).join(TimeUnit.SECONDS.toMillis(30));
		assertThat(timers.get(0).isAlive()).isFalse();
	}

	@Test
	void interruptedLoginSaysSoAndLeavesTheRequestToOthers() throws Exception {
		TokenCache cache = cache(this::fetch, DaemonScheduler.SHARED);
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(TokenException.class).isThrownBy(cache::token).withMessageContaining("interrupted");
		assertThat(Thread.interrupted()).isTrue();
		this.answer.countDown();
		assertThat(cache.token().value()).isEqualTo("token-1");
		cache.close();
	}

	private AccessToken fetch() {
		try {
			this.answer.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		return new AccessToken("token-" + this.requests.incrementAndGet(),
				InstantSource.system().instant().plus(Duration.ofHours(24)));
	}

	private static TokenCache cache(TokenSource source, Scheduler scheduler) {
		return new TokenCache("handle", "managed identity", source, Duration.ofSeconds(30), RefreshMode.BACKGROUND,
				new Timing(InstantSource.system(), scheduler, () -> 0.5));
	}

	private <T> List<Future<T>> logins(Callable<T> login) {
		List<Future<T>> logins = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			logins.add(this.threads.submit(login));
		}
		return logins;
	}

	private static List<Thread> timers() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> DaemonScheduler.TIMER_THREAD.equals(thread.getName()))
			.toList();
	}

}
