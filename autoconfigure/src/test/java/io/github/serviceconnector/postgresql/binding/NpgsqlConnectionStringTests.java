package io.github.serviceconnector.postgresql.binding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NpgsqlConnectionString}.
 */
class NpgsqlConnectionStringTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					Server=s.postgres.database.azure.com;Database=app;Port=5432;Ssl Mode=Require;User Id=aad_app; | jdbc:postgresql://s.postgres.database.azure.com:5432/app?sslmode=require
					host=s;database=app;port=6432;sslmode=VerifyFull;username=aad_app                      | jdbc:postgresql://s:6432/app?sslmode=verify-full
					;; HOST = s ;; D B = app ; U I D = aad_app ;;                                          | jdbc:postgresql://s:5432/app
					Host=a,b:1,[::1]:2,[::2],::3;Port=9;Database=app;UserId=aad_app                        | jdbc:postgresql://a:9,b:1,[::1]:2,[::2]:9,[::3]:9/app
					Host= a , b ;Database=app;User=aad_app                                                 | jdbc:postgresql://a:5432,b:5432/app
					Host=s;Server=s;Database=app;UID=aad_app;User Name=aad_app;Password=;Port=             | jdbc:postgresql://s:5432/app
					Host=s;Database=app;UID=aad_app;SSL=true                                               | jdbc:postgresql://s:5432/app?sslmode=require
					Host=s;Database=app;UID=aad_app;SSL=true;SslMode=VerifyFull                            | jdbc:postgresql://s:5432/app?sslmode=verify-full
					Host=s;Database=app;UID=aad_app;Root Certificate=/ca;SSL Mode=Require                  | jdbc:postgresql://s:5432/app?sslrootcert=%2Fca&sslmode=require
					Host=s;Database=app;UID=aad_app;Timeout=5;Command Timeout=30;Keepalive=10              | jdbc:postgresql://s:5432/app?connectTimeout=5&queryTimeout=30
					Host=s;Database=app;UID=aad_app;Search Path="a,b"                                      | jdbc:postgresql://s:5432/app?currentSchema=a%2Cb
					Host=s;Database=app;UID=aad_app;Options=-c geqo=off                                    | jdbc:postgresql://s:5432/app?options=-c+geqo%3Doff
					Host=s;Database=app;UID=aad_app;Application Name=a&socketFactory=x                     | jdbc:postgresql://s:5432/app?ApplicationName=a%26socketFactory%3Dx
					Host=s;Database=app;UID=a;Username=b                                                   | !has a second, different value in 'Username' at character 27
					Host=a,b;Port=1,2;Database=app                                                         | !lists 2 ports for 1 host in 'Port' at character 10
					Host=s;Port=0;Database=app                                                             | !names a port outside 1 to 65535 in 'Port' at character 8
					Host=s:x;Database=app                                                                  | !has a port that is not a number in 'Host' at character 1
					Host=/var/run/postgresql;Database=app                                                  | !names a Unix-domain socket and no server in 'Host' at character 1
					Host=@abstract;Database=app                                                            | !names a Unix-domain socket and no server in 'Host' at character 1
					Host=s;Database=app;SSL Mode=on                                                        | !has a value that is none of disable, allow, prefer, require, verify-ca, verify-full in 'SSL Mode' at character 21
					Host=s;Username=aad_app                                                                | !names no database
					Database=app;Username=aad_app                                                          | !names no host
					Host=s                                                                                 | !names no database
					Host=s;Database=app;Password=se;cret;Username=aad_app                                  | !has a part without '=' at character 33
					Host=s;Database=app;Password="se;cret;Username=aad_app                                 | !opens a quote and does not close it at character 30
					Host=s;Database=app;Password="se"cret;Username=aad_app                                 | !has text behind a closing quote at character 34
					Host=s;Database=app;Password=secret";Username=aad_app                                  | !has a value that ends with a quote and does not begin with one at character 30
					Host=s;Database=app;Password=se;cr+t=;Username=aad_app                                 | !has a word before '=' that can be no keyword at character 33
					Host=s;Database=app;a==b=c                                                             | !has a word before '=' that can be no keyword at character 21
					Host=s;Database=app; =x                                                                | !has no keyword before '=' at character 22
					Host=s;Database=app;Password==secret;                                                  | !has a part without '=' at character 21
					""")
	void parseWhenServersAndParametersGivesUrlOrRule(String text, String expected) {
		assertThat(Outcome.of(text, (string) -> assertThat(string.user()).isEqualTo("aad_app"))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			secret        | secret
			se cret       | se cret
			"secret"      | secret
			'secret'      | secret
			" a "         | ` a `
			"a;b"         | a;b
			'a;b'         | a;b
			"a""b"        | a"b
			"a'b"         | a'b
			'a''b'        | a'b
			'a"b'         | a"b
			a"b           | a"b
			a'b           | a'b
			a=b==c        | a=b==c
			å%20+&?       | å%20+&?
			a\\b          | a\\b
			"host=x;"     | host=x;
			""")
	void parseWhenQuotedReadsAsAdoNetDoes(String password, String expected) {
		assertThat(parse("Host=s;Password=" + password + ";Database=app").password()).isEqualTo(expected);
		assertThat(parse("Host=s;Database=app; pwd = " + password + " ").password()).isEqualTo(expected);
	}

	@Test
	void parseWhenControlCharacterWantsQuotes() {
		assertThat(Outcome.of("Host=s;Database=app;Password=a\u0001b", (string) -> {
		})).isEqualTo("!has a control character outside of quotes at character 31");
		assertThat(parse("Host=s;Database=app;Password=\"a\u0001b\"").password()).isEqualTo("a\u0001b");
		assertThat(parse("Host=s;\r\n\tDatabase=app;\r\n\tPassword=a\n b\u00a0;\r\n").password()).isEqualTo("a\n b");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			Host=s;Database=app;Password=x                | Host=s;Database=app;
			Host=s;Password=x;Database=app                | Host=s;Database=app
			Host=s; PWD = "a;b" ; Database=app;           | Host=s; Database=app;
			Password=x;Host=s;Database=app;               | Host=s;Database=app;
			Host=s;psw=x;Database=app;Password=x;         | Host=s;Database=app;
			Host=s;Password=;Database=app                 | Host=s;Database=app
			""")
	void withoutPasswordLeavesAllElse(String text, String expected) {
		assertThat(parse(text).withoutPassword()).isEqualTo(expected);
	}

	@Test
	void parseWhenNoCounterpartNamesTheKeyword() {
		ConnectionString string = parse("Host=s;Database=app;Pooling=true;Maximum Pool Size=5;"
				+ "Trust Server Certificate=true;socketFactory=x;Added Later=c");
		assertThat(string.url().parameters()).isEmpty();
		assertThat(string.ignored()).containsExactly("Pooling", "Maximum Pool Size", "Trust Server Certificate",
				"the unknown keyword at character 84", "the unknown keyword at character 100");
	}

	private static ConnectionString parse(String text) {
		return ConnectionString.parse(Outcome.setting(text));
	}

}
