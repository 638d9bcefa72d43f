package io.github.serviceconnector.postgresql.binding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PostgresqlUri}.
 */
class PostgresqlUriTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					postgresql://aad_app@s.postgres.database.azure.com:5432/app?sslmode=require | jdbc:postgresql://s.postgres.database.azure.com:5432/app?sslmode=require
					postgres://aad_app@s/app                              | jdbc:postgresql://s:5432/app
					postgres://aad_app:@s:/app?                           | jdbc:postgresql://s:5432/app
					postgres://aad%5Fapp@a:1,b,[::1]:3/app                | jdbc:postgresql://a:1,b:5432,[::1]:3/app
					postgres://aad_app@a,b/app?port=6432                  | jdbc:postgresql://a:6432,b:6432/app
					postgres://aad_app@[fe80::1%25eth0]/app               | jdbc:postgresql://[fe80::1%eth0]:5432/app
					postgres:///app?host=s&port=1&user=aad_app            | jdbc:postgresql://s:1/app
					postgres://?host=s&dbname=app&user=aad_app            | jdbc:postgresql://s:5432/app
					postgres://s?dbname=app&user=aad_app                  | jdbc:postgresql://s:5432/app
					postgres://:6432/app?host=s&user=aad_app              | jdbc:postgresql://s:6432/app
					postgres://aad_app@s/a%2Fb%3Fc                        | jdbc:postgresql://s:5432/a%2Fb%3Fc
					postgres://aad_app@s/a/b                              | jdbc:postgresql://s:5432/a%2Fb
					postgres://aad_app@s/app?ssl=true                     | jdbc:postgresql://s:5432/app?sslmode=require
					postgres://aad_app@s/app?ssl=true&sslmode=verify-full | jdbc:postgresql://s:5432/app?sslmode=verify-full
					postgres://aad_app@s/app?sslmode=require&&sslmode=require& | jdbc:postgresql://s:5432/app?sslmode=require
					postgres://aad_app@s/app?options=-c%20a%3D1           | jdbc:postgresql://s:5432/app?options=-c+a%3D1
					postgres://aad_app@s/app?options=-c+a=1               | jdbc:postgresql://s:5432/app?options=-c%2Ba%3D1
					postgres://aad_app@s/app?application_name=a%26socketFactory%3Dx | jdbc:postgresql://s:5432/app?ApplicationName=a%26socketFactory%3Dx
					postgres://aad_app:se cret@s/app                      | !has a blank (encode it as %20) at character 22
					postgres://s/app?user=a&user=b                        | !has a second, different value in 'user' at character 25
					postgres://aad_app@s/app?user=b                       | !has a second, different value in 'user' at character 26
					postgres://aad_app@s/                                 | !names no database
					postgres://aad_app@s                                  | !names no database
					postgres://aad_app@/app                               | !names no host
					postgres://aad_app@a,,b/app                           | !names no host in 'host' at character 20
					postgres://aad_app@a/app?host=b                       | !has a second, different value in 'host' at character 26
					postgres://aad_app@%2Fvar%2Frun/app                   | !names a Unix-domain socket and no server in 'host' at character 20
					postgres://aad_app@s:x/app                            | !has a port that is not a number in 'port' at character 20
					postgres://aad_app@s:1:2/app                          | !has a port that is not a number in 'port' at character 20
					postgres://aad_app@s:70000/app                        | !names a port outside 1 to 65535 in 'port' at character 20
					postgres://aad_app@[::1/app                           | !opens an IPv6 address with '[' and does not close it at character 20
					postgres://aad_app@[::1]x/app                         | !has text between an IPv6 address and its port at character 25
					postgres://aad_app:se%zzcret@s/app                    | !has a '%' without two hexadecimal digits at character 22
					postgres://aad_app:secret%4@s/app                     | !has a '%' without two hexadecimal digits at character 26
					postgres://aad_app:secret%00@s/app                    | !has a NUL character at character 26
					postgres://aad_app:%E9@s/app                          | !percent-encodes what is not UTF-8 at character 20
					postgres://aad_app:se@cret@s/app                      | !names a host with a character that no host name has in 'host' at character 23
					postgres://aad_app:se/cret@s/app                      | !has a port that is not a number in 'port' at character 12
					postgres://aad_app@s/app?sslmode                      | !has a parameter without '=' at character 26
					postgres://aad_app@s/app?sslmode=on                   | !has a value that is none of disable, allow, prefer, require, verify-ca, verify-full in 'sslmode' at character 26
					""")
	void parseWhenServersAndParametersGivesUrlOrRule(String text, String expected) {
		assertThat(Outcome.of(text, (string) -> assertThat(string.user()).isEqualTo("aad_app"))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			p%40ss%2Fw%3Ard | p@ss/w:rd
			a+b             | a+b
			a:b             | a:b
			a?b             | a?b
			%C3%A5å         | åå
			%f0%9f%98%80    | 😀
			%25%32%35       | %25
			a%0Ab           | 'a
			b'
			""")
	void parseWhenPasswordIsEncodedDecodesItOnce(String password, String expected) {
		assertThat(parse("postgresql://u:" + password + "@s/app").password()).isEqualTo(expected);
		assertThat(parse("postgresql://u@s/app?pass%77ord=" + password).password()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			postgres://u:x@s/app                         | postgres://u@s/app
			postgres://u:@s/app                          | postgres://u@s/app
			postgres://:x@s/app                          | postgres://@s/app
			postgres://u@s/app?password=x                | postgres://u@s/app
			postgres://u@s/app?password=x&sslmode=prefer | postgres://u@s/app?sslmode=prefer
			postgres://u@s/app?sslmode=prefer&password=x | postgres://u@s/app?sslmode=prefer
			postgres://u:x@s/app?a=1&password=x&b=%2f    | postgres://u@s/app?a=1&b=%2f
			""")
	void withoutPasswordLeavesAllElse(String text, String expected) {
		assertThat(parse(text).withoutPassword()).isEqualTo(expected);
	}

	@Test
	void parseWhenBlanksAroundLeavesThemOut() {
		ConnectionString string = parse(" postgres://u:x@s/app?sslmode=require\n");
		assertThat(string.url().toUrl()).isEqualTo("jdbc:postgresql://s:5432/app?sslmode=require");
		assertThat(string.withoutPassword()).isEqualTo(" postgres://u@s/app?sslmode=require\n");
	}

	@Test
	void parseWhenNoCounterpartNamesTheKeyword() {
		ConnectionString string = parse("postgres://u@s/app?pgbouncer=true&keepalives_idle=5&socketFactory=x");
		assertThat(string.url().parameters()).isEmpty();
		assertThat(string.ignored()).containsExactly("the unknown keyword at character 20", "keepalives_idle",
				"the unknown keyword at character 53");
	}

	private static ConnectionString parse(String text) {
		return ConnectionString.parse(Outcome.setting(text));
	}

}
