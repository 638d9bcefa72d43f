package io.github.serviceconnector.postgresql.binding;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Damages connection strings and watches what happens: only our own exception, naming the
 * setting; no part of the password in any message; no property for the driver but those
 * of the table. The long run: <pre>
 * ./mvnw -q -pl autoconfigure -am test -Dtest=ConnectionStringFuzzTests \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dfuzz.inputs=1000000
 * </pre> A failure names the seed, and {@code -Dseed=} repeats it.
 */
class ConnectionStringFuzzTests {

	// Made of a character that stands in no message, so that any piece of it shows
	private static final char PLANTED = 'Ж';

	private static final String SECRET = "Ж;ЖЖ Ж&Ж=Ж'Ж\"Ж%25Ж@Ж";

	private static final List<String> SEEDS = List.of(
			"jdbc:postgresql://s:5432/app?user=u&password=ЖЖЖ%26Ж&sslmode=require",
			"postgresql://u:ЖЖ%40Ж@a:1,[::1]/app?sslmode=require&application_name=x%20y",
			"postgres:///app?host=s&port=1&user=u&password=ЖЖЖ",
			"host=s dbname=app user=u password='Ж Ж\\'Ж;Ж' sslmode=require",
			"dbname = app host = a,b port = 1,2 user = u password = ЖЖ\\ Ж options='-c a=b'",
			"Server=s;Database=app;Port=5432;Ssl Mode=Require;User Id=u;Password=\"Ж;Ж\"\"Ж'\";",
			"host=a:1,b;db=app;uid=u;pwd='Ж''Ж';Application Name=x;Pooling=true",
			"host=s dbname=app user=u password=" + SECRET, "Host=s;Database=app;Username=u;Password=" + SECRET);

	private static final List<String> TOKENS = List.of("socketFactory=x", "&socketFactory=x", ";socketFactory=x",
			" loggerFile=/tmp/x", "&loggerFile=/tmp/x", "?", "&", "=", "==", "%", "%00", "%26", "%3D", "'", "\"", "\\",
			";", " ", ",", ":", "@", "/", "[", "]", "\n", "\0", "\t", "host=x", "Host=", "password=", "password",
			"sslmode=", "port=99999", "user=u", "dbname=", "Database=d;", "😀", "é", "\u00a0", "jdbc:postgresql:",
			"postgres://", "a".repeat(10_000));

	private static final Set<String> ALLOWED = allowed();

	@Test
	void damagedStringsDoNoHarm() {
		int inputs = Integer.getInteger("fuzz.inputs", 20_000);
		long seed = Long.getLong("seed", System.nanoTime());
		int read = 0;
		for (int i = 0; i < inputs; i++) {
			String text = damage(new Random(seed + i));
			try {
				read += harmless(text) ? 1 : 0;
			}
			catch (RuntimeException | AssertionError ex) {
				throw new AssertionError(
						"-Dseed=" + (seed + i) + " -Dfuzz.inputs=1: " + text.replaceAll("\\p{Cc}", "?"), ex);
			}
		}
		// Neither all nor none may be refused, or else nothing is tested
		assertThat((double) read / inputs).isBetween((inputs > 1) ? 0.05 : 0, (inputs > 1) ? 0.95 : 1);
	}

	private static boolean harmless(String text) {
		ConnectionString string;
		try {
			string = ConnectionString.parse(Outcome.setting(text));
		}
		catch (InvalidSettingException ex) {
			assertThat(ex).hasMessageStartingWith("'AZURE_POSTGRESQL_CONNECTIONSTRING' from test ");
			assertThat(ex.getMessage() + ex.getAction()).doesNotContain(String.valueOf(PLANTED));
			return false;
		}
		assertThat(string.ignored().toString()).doesNotContain(String.valueOf(PLANTED));
		Properties properties = Objects.requireNonNull(Driver.parseURL(string.url().toUrl(), null));
		boolean jdbc = text.strip().startsWith("jdbc:");
		assertThat(jdbc ? string.url().parameters().keySet() : ALLOWED).containsAll(string.url().parameters().keySet());
		string.url().parameters().forEach((name, value) -> assertThat(properties.getProperty(name)).isEqualTo(value));
		assertThat(properties).hasSize(string.url().parameters().size() + 3);
		assertThat(properties.getProperty("PGDBNAME")).isEqualTo(string.url().database());
		if (jdbc && !string.withoutPassword().equals(string.withoutPassword().strip())) {
			// A blank that stood before the password is at the end now, where it is none
			return true;
		}
		ConnectionString again = ConnectionString.parse(Outcome.setting(string.withoutPassword()));
		assertThat(again.password()).isNull();
		assertThat(again.url()).isEqualTo(string.url());
		assertThat(again.user()).isEqualTo(string.user());
		return true;
	}

	private static String damage(Random random) {
		StringBuilder text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
		for (int count = random.nextInt(4); count >= 0; count--) {
			int from = random.nextInt(text.length() + 1);
			int to = Math.min(text.length(), from + random.nextInt(8));
			switch (random.nextInt(5)) {
				case 0 -> text.delete(from, to);
				case 1 -> text.insert(from, text.substring(from, to));
				case 2 -> text.insert(random.nextInt(text.length() + 1), text.substring(from, to));
				case 3 -> text.insert(from, (char) random.nextInt(0x180));
				default -> text.insert(from, TOKENS.get(random.nextInt(TOKENS.size())));
			}
		}
		// Half an emoji is no text
		return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
	}

	private static Set<String> allowed() {
		Set<String> allowed = new HashSet<>();
		Stream.of(Keywords.LIBPQ, Keywords.URI, Keywords.NPGSQL)
			.flatMap((keywords) -> keywords.all().values().stream())
			.map(Keywords.Keyword::property)
			.forEach(allowed::add);
		allowed.removeAll(Set.of("user", "password", "PGHOST", "PGPORT", "PGDBNAME", "hostaddr", "ssl"));
		return allowed;
	}

}
