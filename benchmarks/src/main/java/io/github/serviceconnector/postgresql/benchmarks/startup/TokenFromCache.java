package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.util.Collection;
import java.util.Objects;

import io.github.serviceconnector.postgresql.identity.TokenCacheBenchmark;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a token from the cache costs a login, as JMH measures it.
 *
 * @param nanos time in nanoseconds
 * @param bytes memory allocated, in bytes
 */
record TokenFromCache(double nanos, double bytes) {

	static TokenFromCache measure() {
		try {
			Collection<RunResult> results = new Runner(
					new OptionsBuilder().include(TokenCacheBenchmark.class.getName() + "\\.token$")
						.addProfiler(GCProfiler.class)
						.build())
				.run();
			RunResult result = results.iterator().next();
			return new TokenFromCache(result.getPrimaryResult().getScore(),
					Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm")).getScore());
		}
		catch (RunnerException ex) {
			throw new IllegalStateException("JMH did not run", ex);
		}
	}

}
