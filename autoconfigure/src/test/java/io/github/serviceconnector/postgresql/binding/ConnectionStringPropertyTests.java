package io.github.serviceconnector.postgresql.binding;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.Driver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What must hold for every connection, in every grammar: what was written is what the
 * driver reads, value by value, and nothing besides. Made-up connections differ from run
 * to run; a failure names the seed, and {@code -Dseed=} repeats it.
 */
class ConnectionStringPropertyTests {

	private static final int TRIES = 2_000;

	private static final long SEED = Long.getLong("seed", System.nanoTime());

	@ParameterizedTest
	@EnumSource
	void whatIsWrittenIsWhatTheDriverReads(Writer writer) {
		for (int i = 0; i < TRIES; i++) {
			Random random = new Random(SEED + i);
			WrittenConnection written = WrittenConnection.random(random);
			String text = writer.write(written, random);
			ConnectionString read = ConnectionString.parse(Outcome.setting(text));
			String description = "-Dseed=" + (SEED + i) + ": " + text;
			assertThat(read.user()).as(description).isEqualTo(written.user());
			assertThat(read.password()).as(description).isEqualTo(written.password());
			assertThat(read.ignored()).as(description).isEmpty();
			assertThat(driversReading(read)).as(description)
				.isEqualTo(Map.of("PGHOST", hosts(written.hosts()), "PGPORT", ports(written.ports()), "PGDBNAME",
						written.database(), "ApplicationName", written.applicationName(), "options",
						written.options()));
		}
	}

	@ParameterizedTest
	@EnumSource
	void withoutThePasswordAllElseReadsTheSame(Writer writer) {
		for (int i = 0; i < TRIES; i++) {
			Random random = new Random(SEED + i);
			WrittenConnection written = WrittenConnection.random(random);
			String text = writer.write(written, random);
			ConnectionString read = ConnectionString.parse(Outcome.setting(text));
			String withoutPassword = read.withoutPassword();
			assertThat(ConnectionString.parse(Outcome.setting(withoutPassword))).as("-Dseed=%s: %s", SEED + i, text)
				.isEqualTo(new ConnectionString(read.url(), read.user(), null, withoutPassword, List.of()));
		}
	}

	private static Map<?, ?> driversReading(ConnectionString string) {
		Properties properties = Objects.requireNonNull(Driver.parseURL(string.url().toUrl(), null));
		return properties;
	}

	private static String hosts(List<String> hosts) {
		return hosts.stream()
			.map((host) -> (host.indexOf(':') >= 0) ? "[" + host + "]" : host)
			.collect(Collectors.joining(","));
	}

	private static String ports(List<Integer> ports) {
		return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
	}

	enum Writer {

		JDBC {
			@Override
			String write(WrittenConnection connection, Random random) {
				return connection.jdbcUrl(random);
			}
		},

		URI {
			@Override
			String write(WrittenConnection connection, Random random) {
				return connection.uri(random);
			}
		},

		LIBPQ {
			@Override
			String write(WrittenConnection connection, Random random) {
				return connection.libpq(random);
			}
		},

		NPGSQL {
			@Override
			String write(WrittenConnection connection, Random random) {
				return connection.npgsql(random);
			}
		};

		abstract String write(WrittenConnection connection, Random random);

	}

}
