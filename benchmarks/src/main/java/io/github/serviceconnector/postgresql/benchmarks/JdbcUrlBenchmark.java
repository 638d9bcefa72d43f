package io.github.serviceconnector.postgresql.benchmarks;

import java.util.Properties;
import java.util.concurrent.TimeUnit;

import io.github.serviceconnector.postgresql.binding.JdbcUrl;
import io.github.serviceconnector.postgresql.binding.Setting;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.postgresql.Driver;

/**
 * Question: what does it cost to take a binding's URL apart? Rival: the driver's own
 * parser, which has to do the same at every connection. Command: <pre>
 * ./mvnw -q -pl benchmarks -am package -DskipTests
 * java -jar benchmarks/target/benchmarks.jar JdbcUrlBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class JdbcUrlBenchmark {

	private final Setting setting = new Setting("spring.datasource.url",
			"jdbc:postgresql://example.postgres.database.azure.com:5432/app?sslmode=require&user=aad_app", "benchmark",
			0);

	@Benchmark
	public JdbcUrl ours() {
		return JdbcUrl.parse(this.setting);
	}

	@Benchmark
	public @Nullable Properties driver() {
		return Driver.parseURL(this.setting.value(), null);
	}

}
