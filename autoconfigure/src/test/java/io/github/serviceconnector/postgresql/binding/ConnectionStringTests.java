package io.github.serviceconnector.postgresql.binding;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ConnectionString}: which grammar a string is in, and JDBC URLs.
 */
class ConnectionStringTests {

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:postgresql://s:5432/app?user=u&password=p%3Bq&sslmode=require",
			"postgresql://u:p;q@s/app?sslmode=require", "postgres://u:p;q@s:5432/app?sslmode=require",
			"host=s dbname=app user=u password=p;q sslmode=require",
			"password=p;q host=s dbname=app user=u sslmode=require",
			"host=s dbname=app user=u password='p;q' sslmode=require",
			"Server=s;Database=app;User Id=u;Password=\"p;q\";Ssl Mode=Require",
			"host=s;database=app;username=u;password='p;q';sslmode=require",
			"password=\"p;q\";port=5432; database=app; user=u; sslmode=require; host=s",
			"user=u;password='p;q';database=app;sslmode=require;host=s" })
	void parseWhenAnyGrammarReadsTheSame(String text) {
		ConnectionString string = parse(text);
		assertThat(string.url().toUrl()).isEqualTo("jdbc:postgresql://s:5432/app?sslmode=require");
		assertThat(string.user()).isEqualTo("u");
		assertThat(string.password()).isEqualTo("p;q");
		assertThat(string.ignored()).isEmpty();
		assertThat(parse(string.withoutPassword()))
			.isEqualTo(new ConnectionString(string.url(), "u", null, string.withoutPassword(), List.of()));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			jdbc:postgresql:app            | names no host
			jdbc:mysql://s/app             | begins with a scheme that is not PostgreSQL's
			postgresql+psycopg2://s/app    | begins with a scheme that is not PostgreSQL's
			Postgres://s/app               | begins with a scheme that is not PostgreSQL's
			https://s/app                  | begins with a scheme that is not PostgreSQL's
			' '                            | names no host
			secret                         | has a word without '=' at character 1
			secret;                        | has a part without '=' at character 1
			""")
	void parseWhenNoGrammarFitsNamesTheRule(String text, String rule) {
		assertThat(Outcome.of(text, (string) -> {
		})).isEqualTo("!" + rule);
	}

	@Test
	void parseWhenNulRefusesIt() {
		assertThat(Outcome.of("host=s dbname=a\0", (string) -> {
		})).isEqualTo("!has a NUL character at character 16");
	}

	@Test
	void parseWhenPlaceIsBehindAnEmojiCountsAsAPersonDoes() {
		assertThat(Outcome.of("user=😀 x", (string) -> {
		})).isEqualTo("!has a word without '=' at character 8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)",
			" @microsoft.keyvault(VaultName=v;SecretName=s)\n" })
	void parseWhenKeyVaultReferenceSaysWhatToDo(String text) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> parse(text))
			.withMessage("'AZURE_POSTGRESQL_CONNECTIONSTRING' from test is a Key Vault reference that the platform did "
					+ "not resolve.")
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo("Give the app's identity the role 'Key Vault "
					+ "Secrets User' on the vault, and check the reference's status in the portal (Settings > "
					+ "Environment variables)."));
	}

	@Test
	void parseWhenJdbcUrlKeepsItsParameters() {
		ConnectionString string = parse(
				"jdbc:postgresql://s/app?user=u%40s&loggerLevel=OFF&password=a%26b&tcpKeepAlive");
		assertThat(string.url().parameters()).isEqualTo(Map.of("loggerLevel", "OFF", "tcpKeepAlive", ""));
		assertThat(string.user()).isEqualTo("u@s");
		assertThat(string.password()).isEqualTo("a&b");
		assertThat(string.withoutPassword())
			.isEqualTo("jdbc:postgresql://s/app?user=u%40s&loggerLevel=OFF&tcpKeepAlive");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			jdbc:postgresql://s/app                                    | jdbc:postgresql://s/app
			jdbc:postgresql://s/password=x                             | jdbc:postgresql://s/password=x
			jdbc:postgresql://s/app?password=x                         | jdbc:postgresql://s/app
			jdbc:postgresql://s/app?password=x&a=%2f                   | jdbc:postgresql://s/app?a=%2f
			jdbc:postgresql://s/app?a=1&password=&b=2                  | jdbc:postgresql://s/app?a=1&b=2
			jdbc:postgresql://s/app?a=1&password=x                     | jdbc:postgresql://s/app?a=1
			jdbc:postgresql://s/app?sslpassword=x&password             | jdbc:postgresql://s/app?sslpassword=x
			""")
	void withoutPasswordWhenJdbcUrlLeavesAllElse(String text, String expected) {
		assertThat(parse(text).withoutPassword()).isEqualTo(expected);
	}

	@Test
	void toStringLeavesSecretsOut() {
		assertThat(parse("postgres://u:secret@s/app?sslpassword=secret")).hasToString("jdbc:postgresql://s:5432/app");
	}

	@Test
	void createWhenUrlStillHasThePasswordThrows() {
		JdbcUrl url = JdbcUrl.parse(Outcome.setting("jdbc:postgresql://s/app?password=secret"));
		assertThatIllegalArgumentException().isThrownBy(() -> new ConnectionString(url, null, null, "", List.of()))
			.withMessageNotContaining("secret");
	}

	@Test
	void toStringOfTheStepsLeavesSecretsOut() {
		assertThat(new Pair("secret", "secret", 1, 1, 2)).hasToString("pair at 1");
		assertThat(new QueryParameter("secret", 1, 1, 2)).hasToString("parameter at 1");
	}

	private static ConnectionString parse(String text) {
		return ConnectionString.parse(Outcome.setting(text));
	}

}
