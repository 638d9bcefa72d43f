package io.github.serviceconnector.postgresql.benchmarks;

import java.util.concurrent.TimeUnit;

import io.github.serviceconnector.postgresql.binding.ConnectionString;
import io.github.serviceconnector.postgresql.binding.Setting;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Question: what does it cost to read a binding in each of its grammars? It happens once,
 * at the start. Rival: {@link JdbcUrlBenchmark}, the form that needs no translation.
 * Command: <pre>
 * ./mvnw -q -pl benchmarks -am package -DskipTests
 * java -jar benchmarks/target/benchmarks.jar ConnectionStringBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ConnectionStringBenchmark {

	@Param
	private Grammar grammar = Grammar.JDBC;

	private Setting setting = Grammar.JDBC.setting();

	@Setup
	public void write() {
		this.setting = this.grammar.setting();
	}

	@Benchmark
	public ConnectionString parse() {
		return ConnectionString.parse(this.setting);
	}

	public enum Grammar {

		/** Service Connector's for Java. */
		JDBC("jdbc:postgresql://example.postgres.database.azure.com:5432/app?sslmode=require&user=aad_app"),

		/** Written by hand. */
		URI("postgresql://aad_app@example.postgres.database.azure.com:5432/app?sslmode=require"),

		/** Service Connector's for Python. */
		LIBPQ("dbname=app host=example.postgres.database.azure.com port=5432 sslmode=require user=aad_app"),

		/** Service Connector's for .NET. */
		NPGSQL("Server=example.postgres.database.azure.com;Database=app;Port=5432;Ssl Mode=Require;User Id=aad_app;");

		private final String text;

		Grammar(String text) {
			this.text = text;
		}

		Setting setting() {
			return new Setting("AZURE_POSTGRESQL_CONNECTIONSTRING", this.text, "benchmark", 0);
		}

	}

}
