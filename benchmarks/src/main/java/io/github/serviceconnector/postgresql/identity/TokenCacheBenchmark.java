package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Question: what does a cached token cost a login, alone and beside seven others, and
 * does it allocate? Rival: reading the system's clock, which no cache of tokens can do
 * without. Command: <pre>
 * ./mvnw -q -pl benchmarks -am package -DskipTests
 * java -jar benchmarks/target/benchmarks.jar TokenCacheBenchmark -prof gc
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TokenCacheBenchmark {

	private final TokenCache cache = new TokenCache("handle", "benchmark",
			() -> new AccessToken("token", InstantSource.system().instant().plus(Duration.ofHours(24))),
			Duration.ofSeconds(30), RefreshMode.BACKGROUND, Timing.of(InstantSource.system()));

	@Benchmark
	public AccessToken token() {
		return this.cache.token();
	}

	@Benchmark
	@Threads(8)
	public AccessToken tokenForEightThreads() {
		return this.cache.token();
	}

	@Benchmark
	public long clock() {
		return System.currentTimeMillis();
	}

	@TearDown
	public void close() {
		this.cache.close();
	}

}
