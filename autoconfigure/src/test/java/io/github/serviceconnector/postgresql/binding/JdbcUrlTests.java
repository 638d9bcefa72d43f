package io.github.serviceconnector.postgresql.binding;

import java.util.Map;
import java.util.Objects;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JdbcUrl}.
 */
class JdbcUrlTests {

	@Test
	void parseWhenServiceConnectorsFormReadsEachPart() {
		JdbcUrl url = parse("jdbc:postgresql://db.postgres.database.azure.com:5432/app?sslmode=require&user=aad_app");
		assertThat(url.servers()).containsExactly(new HostAndPort("db.postgres.database.azure.com", 5432));
		assertThat(url.database()).isEqualTo("app");
		assertThat(url.parameters()).containsExactly(Map.entry("sslmode", "require"), Map.entry("user", "aad_app"));
	}

	@Test
	void parseWhenPortIsAbsentUsesPostgresqlsOwn() {
		assertThat(parse("jdbc:postgresql://db/app").servers()).containsExactly(new HostAndPort("db", 5432));
	}

	@Test
	void parseWhenSeveralServersKeepsTheirOrder() {
		assertThat(parse("jdbc:postgresql://b:6432,[::1]:5433,a/app").address()).isEqualTo("b:6432,[::1]:5433,a:5432");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			jdbc:postgresql:app                       | names no host
			jdbc:postgresql:///app                    | names no host
			jdbc:postgresql://:5432/app               | names no host
			jdbc:postgresql://a,,b/app                | names no host
			jdbc:postgresql://db                      | names no database
			jdbc:postgresql://db/                     | names no database
			jdbc:postgresql://db/?sslmode=require     | names no database
			jdbc:postgresql://db:x/app                | has a port that is not a number
			jdbc:postgresql://db:0/app                | names a port outside 1 to 65535
			jdbc:postgresql://db:65536/app            | names a port outside 1 to 65535
			jdbc:postgresql://[::1/app                | opens an IPv6 address with '[' and does not close it
			jdbc:postgresql://[::1]x:5432/app         | has text between an IPv6 address and its port
			jdbc:postgresql://d b/app                 | names a host with a character that no host name has
			jdbc:postgresql://u:p@db/app              | has a port that is not a number
			jdbc:postgresql://u@db/app                | names a host with a character that no host name has
			jdbc:postgresql://db/a%zz                 | has a '%' without two hexadecimal digits in the database's name
			jdbc:postgresql://db/a%00                 | has a NUL character in the database's name
			jdbc:postgresql://db/app?user=%           | has a '%' without two hexadecimal digits in the parameter 'user'
			jdbc:postgresql://db/app?PGHOST=other     | has the parameter 'PGHOST', which overrides the address
			jdbc:postgresql://db/app?port=1           | has the parameter 'port', which overrides the address
			jdbc:postgresql://db/app?a=1&dbName=x     | has the parameter 'dbName', which overrides the address
			jdbc:postgresql://de:1:5432/app           | names a host with a character that no host name has
			jdbc:postgresql://db/app?a=1&a=2          | gives the parameter 'a' twice, with different values
			""")
	void parseWhenMalformedNamesSettingAndRule(String url, String rule) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> parse(url))
			.withMessage("'spring.datasource.url' from test " + rule + ".")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("jdbc:postgresql://<host>:<port>/<database>"));
	}

	@Test
	void parseWhenPasswordIsNotEncodedDoesNotQuoteIt() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> parse("jdbc:postgresql://db/app?password=geh&e!m"))
			.withMessageContaining("letters, digits")
			.withMessageNotContaining("e!m");
	}

	@Test
	void parseWhenParameterIsRepeatedWithItsValueTakesItOnce() {
		assertThat(parse("jdbc:postgresql://db/app?a=1&&a=1&b").parameters()).containsExactly(Map.entry("a", "1"),
				Map.entry("b", ""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "app&socketFactory=x", "a?b", "100%", "räksmörgås", "line\nbreak", "quote'\"\\", "a b+c",
			"a=b", "#frag", "a/b,c:1" })
	void toUrlWhenValueHasSyntaxKeepsItOneValueForTheDriver(String value) {
		JdbcUrl url = new JdbcUrl(parse("jdbc:postgresql://db/x").servers(), value, Map.of("user", value));
		Properties read = Objects.requireNonNull(Driver.parseURL(url.toUrl(), null));
		assertThat(read.getProperty("user")).isEqualTo(value);
		assertThat(read.getProperty("PGDBNAME")).isEqualTo(value);
		assertThat(read.stringPropertyNames()).containsExactlyInAnyOrder("user", "PGDBNAME", "PGHOST", "PGPORT");
	}

	@Test
	void toStringLeavesParametersOut() {
		assertThat(parse("jdbc:postgresql://db/app?password=secret")).hasToString("jdbc:postgresql://db:5432/app");
	}

	private static JdbcUrl parse(String url) {
		return JdbcUrl.parse(new Setting("spring.datasource.url", url, "test", 0));
	}

}
