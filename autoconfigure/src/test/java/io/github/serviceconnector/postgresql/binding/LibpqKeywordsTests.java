package io.github.serviceconnector.postgresql.binding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LibpqKeywords}. The values that are read here are those that libpq 15
 * reads, too.
 */
class LibpqKeywordsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					dbname=app host=s.postgres.database.azure.com port=5432 sslmode=require user=aad_app | jdbc:postgresql://s.postgres.database.azure.com:5432/app?sslmode=require
					host=s.postgres.database.azure.com dbname=app sslmode=require user=aad_app           | jdbc:postgresql://s.postgres.database.azure.com:5432/app?sslmode=require
					host=s port=6432 dbname=app user=aad_app                                             | jdbc:postgresql://s:6432/app
					user=aad_app host=a,b dbname=app port=1                                              | jdbc:postgresql://a:1,b:1/app
					user=aad_app host=a,b,c dbname=app port=1,,3                                         | jdbc:postgresql://a:1,b:5432,c:3/app
					user=aad_app host=::1,fe80::1%eth0 dbname=app                                        | jdbc:postgresql://[::1]:5432,[fe80::1%eth0]:5432/app
					user=aad_app host=[::1] dbname=app                                                   | jdbc:postgresql://[::1]:5432/app
					user=aad_app hostaddr=10.0.0.4 dbname=app                                            | jdbc:postgresql://10.0.0.4:5432/app
					user=aad_app host=s dbname=app password= sslmode=disable                             | !has no value behind '=' (an empty one is written '') at character 40
					user=aad_app host=s dbname=app sslrootcert=/ca sslmode=require                       | jdbc:postgresql://s:5432/app?sslrootcert=%2Fca&sslmode=verify-ca
					user=aad_app host=s dbname=app sslrootcert=/ca sslmode=prefer                        | jdbc:postgresql://s:5432/app?sslrootcert=%2Fca&sslmode=prefer
					user=aad_app host=s dbname=app sslrootcert=system                                    | jdbc:postgresql://s:5432/app?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory
					user=aad_app host=s dbname=app sslrootcert=system sslmode=require                    | !has a mode that sslrootcert=system does not allow in 'sslmode' at character 51
					user=aad_app host=s dbname=app connect_timeout=10 keepalives=1                       | jdbc:postgresql://s:5432/app?connectTimeout=10&tcpKeepAlive=true
					user=aad_app host=s dbname=app password='' port='' sslmode=''                        | jdbc:postgresql://s:5432/app
					user=aad_app user='' user=aad_app host=s dbname=app                                  | jdbc:postgresql://s:5432/app
					user=aad_app host=s dbname=app dbname=b                                              | !has a second, different value in 'dbname' at character 32
					user=aad_app host=a,b,c dbname=app port=1,2                                          | !lists 2 ports for 3 hosts in 'port' at character 36
					user=aad_app host=a dbname=app port=0                                                | !names a port outside 1 to 65535 in 'port' at character 32
					user=aad_app host=a dbname=app port=x                                                | !has a port that is not a number in 'port' at character 32
					user=aad_app host=a:1 dbname=app                                                     | !names a host with a character that no host name has in 'host' at character 14
					user=aad_app host=db:5432 dbname=app                                                 | !names a host with a character that no host name has in 'host' at character 14
					user=aad_app host=/var/run/postgresql dbname=app                                     | !names a Unix-domain socket and no server in 'host' at character 14
					user=aad_app host=a,,b dbname=app                                                    | !names no host in 'host' at character 14
					user=aad_app dbname=app                                                              | !names no host
					user=aad_app host=s                                                                  | !names no database
					user=aad_app host=s dbname=app sslmode=on                                            | !has a value that is none of disable, allow, prefer, require, verify-ca, verify-full in 'sslmode' at character 32
					host=s dbname=app password=my secret user=aad_app                                    | !has a word without '=' at character 31
					host=s dbname=app user=aad_app password='my secret                                   | !opens a quote and does not close it at character 41
					host=s dbname=app user=aad_app password=my\\                                         | !ends with a backslash that stands before nothing at character 43
					host=s dbname=app password=my secr+t=x user=aad_app                                  | !has a word before '=' that can be no keyword at character 31
					host=s dbname=app =x                                                                 | !has no keyword before '=' at character 19
					""")
	void parseWhenServersAndParametersGivesUrlOrRule(String text, String expected) {
		assertThat(outcome(text)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			user=a            | a
			user = a          | a
			user= 'a b'       | a b
			user='it\\'s'     | it's
			user='a\\\\b'     | a\\b
			user=a\\ b        | a b
			user=it\\'s       | it's
			user=it's         | it's
			user=a\\bc        | abc
			user='a\\bc'      | abc
			user=a=b          | a=b
			user=a"b          | a"b
			user='a;b'        | a;b
			user=a;b          | a;b
			user='host=x'     | host=x
			user=å@b          | å@b
			user=a%20b+c      | a%20b+c
			user='a&socketFactory=x' | a&socketFactory=x
			""")
	void parseWhenQuotedOrEscapedReadsAsLibpqDoes(String user, String expected) {
		assertThat(parse("host=s " + user + " dbname=app").user()).isEqualTo(expected);
		assertThat(parse("\thost = s\n" + user + "\ndbname\n=\napp\r\n").user()).isEqualTo(expected);
	}

	@Test
	void parseWhenQuoteEndsReadsOnWithoutABlank() {
		ConnectionString string = parse("user='a'password='b'host=s dbname=app");
		assertThat(string.user()).isEqualTo("a");
		assertThat(string.password()).isEqualTo("b");
		assertThat(string.withoutPassword()).isEqualTo("user='a'host=s dbname=app");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			host=s dbname=app password=x                       | host=s dbname=app
			"host=s dbname=app password=x \n"                  | "host=s dbname=app \n"
			"  password=x  host=s dbname=app"                  | "  host=s dbname=app"
			host=s  password = 'a b'  dbname=app               | host=s  dbname=app
			host=s dbname=a\\\\ password=x                     | host=s dbname=a\\\\
			host=s password=x password=x dbname=app password=x | host=s dbname=app
			host=s password='' dbname=app                      | host=s dbname=app
			host=s dbname=app                                  | host=s dbname=app
			""")
	void withoutPasswordLeavesAllElse(String text, String expected) {
		assertThat(parse(text).withoutPassword()).isEqualTo(expected);
	}

	@Test
	void parseWhenNoCounterpartNamesTheKeyword() {
		ConnectionString string = parse(
				"host=s hostaddr=10.0.0.4 dbname=app tcp_user_timeout=5 socketFactory=x client_encoding=UTF8");
		assertThat(string.url().parameters()).isEmpty();
		assertThat(string.ignored()).containsExactly("tcp_user_timeout", "the unknown keyword at character 56",
				"client_encoding", "hostaddr");
	}

	@Test
	void parseWhenMalformedSaysWhatToWrite() {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> parse("host=s"))
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo("Add dbname=<database> to it."));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> parse("dbname=a"))
			.satisfies((ex) -> assertThat(ex.getAction()).startsWith("Add host=<server>.postgres"));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> parse("host='s"))
			.satisfies((ex) -> assertThat(ex.getAction()).startsWith("It must read host=<host> port=<port>"));
	}

	private static String outcome(String text) {
		return Outcome.of(text, (string) -> assertThat(string.user()).isEqualTo("aad_app"));
	}

	private static ConnectionString parse(String text) {
		return ConnectionString.parse(Outcome.setting(text));
	}

}
