package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Whatever the interleaving of logins and rejections, their results are those of some
 * order one after the other, and one refresh stays planned. Every reading of the clock
 * takes two minutes, so that no rejection comes too soon.
 */
@Param(name = "number", gen = IntGen.class, conf = "1:4")
public class TokenCacheLinearizabilityTests {

	private final AtomicInteger minutes = new AtomicInteger();

	private final AtomicInteger requests = new AtomicInteger();

	private final List<Runnable> planned = new ArrayList<>();

	private final TokenCache cache = new TokenCache("handle", "managed identity", this::fetch, Duration.ofDays(100),
			RefreshMode.BACKGROUND, new Timing(clock(), scheduler(), () -> 0.5));

	@Operation
	public int token() {
		return number(this.cache.token());
	}

	@Operation
	public boolean reject(@Param(name = "number") int number) {
		return this.cache.reject(token(number));
	}

	@Operation
	public int current() {
		return this.cache.current().map(TokenCacheLinearizabilityTests::number).orElse(0);
	}

	@Validate
	public void oneRefreshIsPlanned() {
		if (this.planned.size() != Math.min(this.requests.get(), 1)) {
			throw new IllegalStateException("Planned: " + this.planned.size());
		}
		for (Runnable refresh : List.copyOf(this.planned)) {
			int before = this.requests.get();
			refresh.run();
			if (this.requests.get() != before + 1) {
				throw new IllegalStateException("What is planned does nothing");
			}
		}
	}

	@Test
	void operationsAreLinearizable() {
		new ModelCheckingOptions().threads(3)
			.actorsPerThread(2)
			.actorsBefore(2)
			.actorsAfter(1)
			.iterations(20)
			.invocationsPerIteration(500)
			.check(TokenCacheLinearizabilityTests.class);
	}

	private AccessToken fetch() {
		return token(this.requests.incrementAndGet());
	}

	private static AccessToken token(int number) {
		return new AccessToken(String.valueOf(number), VirtualTime.START.plus(Duration.ofDays(1 + number)));
	}

	private static int number(AccessToken token) {
		return Integer.parseInt(token.value());
	}

	private InstantSource clock() {
		return () -> VirtualTime.START.plus(Duration.ofMinutes(this.minutes.addAndGet(2)));
	}

	private Scheduler scheduler() {
		return new Scheduler() {

			@Override
			public void start(Runnable request) {
				request.run();
			}

			@Override
			public Task schedule(Runnable action, Duration delay) {
				// Identity, not equality, tells two actions apart
				Runnable task = () -> action.run();
				synchronized (TokenCacheLinearizabilityTests.this.planned) {
					TokenCacheLinearizabilityTests.this.planned.add(task);
				}
				return () -> {
					synchronized (TokenCacheLinearizabilityTests.this.planned) {
						TokenCacheLinearizabilityTests.this.planned.remove(task);
					}
				};
			}

		};
	}

}
