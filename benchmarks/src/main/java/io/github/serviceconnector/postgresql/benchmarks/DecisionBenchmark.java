package io.github.serviceconnector.postgresql.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.serviceconnector.postgresql.environment.DecisionInitializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Question: what does the decision cost, and how does that grow with the property sources
 * and with the bound connections? It happens once, at the start. Rival: the same
 * environment, from which Boot binds its properties of the data source. Command: <pre>
 * ./mvnw -q -pl benchmarks -am package -DskipTests
 * java -jar benchmarks/target/benchmarks.jar DecisionBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DecisionBenchmark {

	private static final String URL = "jdbc:postgresql://example.postgres.database.azure.com:5432/app?sslmode=require";

	// Beside the JVM's properties and the environment of the process
	@Param({ "1", "5", "20" })
	private int sources = 1;

	@Param({ "0", "1", "10" })
	private int namedConnections;

	@Benchmark
	public ConfigurableApplicationContext decide() {
		GenericApplicationContext context = new GenericApplicationContext();
		context.setEnvironment(environment());
		new DecisionInitializer().initialize(context);
		return context;
	}

	@Benchmark
	public Map<?, ?> bind() {
		return Binder.get(environment()).bindOrCreate("spring.datasource", Map.class);
	}

	private ConfigurableEnvironment environment() {
		ConfigurableEnvironment environment = new StandardEnvironment();
		for (int i = 0; i < this.sources; i++) {
			Map<String, Object> properties = new HashMap<>();
			for (int j = 0; j < 20; j++) {
				properties.put("example.source" + i + ".property" + j, j);
			}
			environment.getPropertySources().addLast(new MapPropertySource("source" + i, properties));
		}
		Map<String, Object> bound = new HashMap<>();
		bound.put("spring.datasource.url", URL);
		bound.put("spring.datasource.username", "app");
		bound.put("spring.datasource.azure.passwordless-enabled", true);
		for (int i = 0; i < this.namedConnections; i++) {
			bound.put("AZURE_POSTGRESQL_N" + i + "_CONNECTIONSTRING", URL + "&user=app");
		}
		environment.getPropertySources().addLast(new MapPropertySource("bound", bound));
		ConfigurationPropertySources.attach(environment);
		return environment;
	}

}
