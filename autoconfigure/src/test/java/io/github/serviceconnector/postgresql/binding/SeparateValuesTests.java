package io.github.serviceconnector.postgresql.binding;

import java.util.Objects;
import java.util.Properties;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SeparateValues}.
 */
class SeparateValuesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			s     | 5432 | app | true  | jdbc:postgresql://s:5432/app?sslmode=require
			s     |      | app |       | jdbc:postgresql://s:5432/app
			s     | ' '  | app | ' '   | jdbc:postgresql://s:5432/app
			'\ts\n' | ' 1 ' | ' app ' | ' false ' | jdbc:postgresql://s:1/app?sslmode=disable
			a, b  | 1,2  | app | on    | jdbc:postgresql://a:1,b:2/app?sslmode=require
			::1   | 1    | app |       | jdbc:postgresql://[::1]:1/app
			""")
	void ofWhenWellFormedGivesUrl(String host, @Nullable String port, String database, @Nullable String ssl,
			String expected) {
		ConnectionString string = SeparateValues.of(host(host), setting("PORT", port), setting("DATABASE", database),
				setting("USER", " aad_app\n"), setting("PASSWORD", " p "), setting("SSL", ssl));
		assertThat(string.url().toUrl()).isEqualTo(expected);
		assertThat(string.user()).isEqualTo("aad_app");
		assertThat(string.password()).isEqualTo(" p ");
		assertThat(string.withoutPassword()).isEqualTo(expected);
		assertThat(string.ignored()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					s           | x     | app | true  | 'AZURE_POSTGRESQL_PORT' from test has a port that is not a number.
					s           | 0     | app | true  | 'AZURE_POSTGRESQL_PORT' from test names a port outside 1 to 65535.
					s           | 1,2   | app | true  | 'AZURE_POSTGRESQL_PORT' from test lists 2 ports for 1 host.
					s/app?a=b   | 1     | app | true  | 'AZURE_POSTGRESQL_HOST' from test names a host with a character that no host name has.
					s:1         | 1     | app | true  | 'AZURE_POSTGRESQL_HOST' from test names a host with a character that no host name has.
					/run        | 1     | app | true  | 'AZURE_POSTGRESQL_HOST' from test names a Unix-domain socket and no server.
					` `         | 1     | app | true  | 'AZURE_POSTGRESQL_HOST' from test names no host.
					s           | 1     | app | maybe | 'AZURE_POSTGRESQL_SSL' from test is neither 'true' nor 'false'.
					s           | 1     |     | true  | 'AZURE_POSTGRESQL_HOST' from test names a server, but no setting names a database.
					s           | 1     | ` ` | true  | 'AZURE_POSTGRESQL_HOST' from test names a server, but no setting names a database.
					@Microsoft.KeyVault(x) | 1 | app | true | 'AZURE_POSTGRESQL_HOST' from test is a Key Vault reference that the platform did not resolve.
					s           | 1     | @Microsoft.KeyVault(x) | true | 'AZURE_POSTGRESQL_DATABASE' from test is a Key Vault reference that the platform did not resolve.
					""")
	void ofWhenMalformedNamesTheSetting(String host, String port, @Nullable String database, String ssl,
			String message) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> SeparateValues.of(host(host), setting("PORT", port), setting("DATABASE", database), null,
					null, setting("SSL", ssl)))
			.withMessage(message);
	}

	@Test
	void ofWhenDatabaseIsMissingSaysWhichSettingToAdd() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> SeparateValues.of(new Setting("AZURE_POSTGRESQL_CONN2_HOST", "s", "test", 0), null, null,
					null, null, null))
			.satisfies((ex) -> assertThat(ex.getAction())
				.isEqualTo("Set 'AZURE_POSTGRESQL_CONN2_DATABASE' to the database's name."));
	}

	@Test
	void ofWhenPasswordIsAKeyVaultReferenceOrHasNulRefusesIt() {
		for (String password : new String[] { "@Microsoft.KeyVault(SecretUri=https://v)", "a\0b" }) {
			assertThatExceptionOfType(InvalidSettingException.class)
				.isThrownBy(() -> SeparateValues.of(host("s"), null, setting("DATABASE", "app"), null,
						setting("PASSWORD", password), null))
				.withMessageStartingWith("'AZURE_POSTGRESQL_PASSWORD' from test ")
				.withMessageNotContaining(password);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "app&socketFactory=x", "app?user=x", "100%", "%00", "räksmörgås", "line\nbreak",
			"quote'\"\\", "a b+c", "a=b", "#frag", "a/b,c:1" })
	void ofWhenValueHasSyntaxKeepsItOneValueForTheDriver(String value) {
		ConnectionString string = SeparateValues.of(host("s"), null, setting("NAME", value), setting("USER", value),
				setting("PASSWORD", value), null);
		Properties read = Objects.requireNonNull(Driver.parseURL(string.url().toUrl(), null));
		assertThat(read.stringPropertyNames()).containsExactlyInAnyOrder("PGDBNAME", "PGHOST", "PGPORT");
		assertThat(read.getProperty("PGDBNAME")).isEqualTo(value);
		assertThat(string.user()).isEqualTo(value);
		assertThat(string.password()).isEqualTo(value);
	}

	private static Setting host(String value) {
		return new Setting("AZURE_POSTGRESQL_HOST", value, "test", 0);
	}

	private static @Nullable Setting setting(String suffix, @Nullable String value) {
		return (value != null) ? new Setting("AZURE_POSTGRESQL_" + suffix, value, "test", 0) : null;
	}

}
