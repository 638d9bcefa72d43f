package io.github.serviceconnector.postgresql.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.jayway.jsonpath.JsonPath;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;
import io.github.serviceconnector.postgresql.testing.TalkativeApplication;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the doctor of a connection that is well, and for what is decided before
 * anybody is asked.
 */
class DoctorTests extends AbstractDoctorTests {

	@Test
	void doctorWhenAllIsWellSaysSo() throws Exception {
		String screen = FOUND + REACHED + VERIFIED + TOKEN + ENTERED + GRANTED + NOTHING_TO_DO;
		assertScreen(0, screen);
		assertThat(Files.readString(Path.of("../docs/doctor.md"))).contains(screen);
	}

	@Test
	void doctorWhenNothingIsBoundSaysHowToBind() throws Exception {
		this.variables.keySet().removeIf((name) -> name.startsWith("spring."));
		assertScreen(1, """
				– binding              none to act on
				✗ decision             left as Spring Boot makes it: 'spring.datasource.url' is
				                       not set
				""" + notTried("DNS") + """

				Next: Set 'spring.datasource.url' to
				jdbc:postgresql://<server>.postgres.database.azure.com:5432/<database>, or
				create the connection anew (az webapp connection create postgres-flexible
				--client-type springboot).
				""");
	}

	@Test
	void doctorWhenStarterIsOffSaysSo() throws Exception {
		assertScreen(1, """
				– binding              none to act on
				✗ decision             left as Spring Boot makes it:
				                       'serviceconnector.postgresql.enabled' is false
				""" + notTried("DNS") + """

				Next: Set 'serviceconnector.postgresql.enabled' to true, or remove it.
				""", "--serviceconnector.postgresql.enabled=false");
	}

	@Test
	void doctorWhenBindingIsIncompleteNamesWhatIsMissing() throws Exception {
		this.variables.remove("spring.datasource.url");
		assertScreen(1, """
				✗ binding              'spring.datasource.azure.passwordless-enabled' from
				                       System Environment Property
				                       "spring.datasource.azure.passwordless-enabled" is on, but
				                       'spring.datasource.url' is not set.
				– decision             not tried
				""" + notTried("DNS") + """

				Next: Set 'spring.datasource.url' to
				jdbc:postgresql://<server>.postgres.database.azure.com:5432/<database>, or
				create the connection anew (az webapp connection create postgres-flexible
				--client-type springboot).
				""");
	}

	@Test
	void doctorWhenSettingIsInvalidNamesIt() throws Exception {
		assertScreen(1, """
				✗ settings             the settings cannot be read: Failed to bind properties
				                       under 'serviceconnector.postgresql.tls' to
				                       io.github.serviceconnector.postgresql.ServiceConnectorPos
				                       tgresqlProperties$Tls

				Next: Start the application without the doctor: it says more.
				""", "--serviceconnector.postgresql.tls=off");
	}

	@Test
	void doctorWhenPasswordIsLeftOverAsksToRemoveIt() throws Exception {
		this.variables.put("spring.datasource.password", "left-over-secret");
		assertScreen(0, FOUND + """
				! password             The password in 'spring.datasource.password' from System
				                       Environment Property "spring.datasource.password" is left
				                       over and not used: passwordless is on.
				""" + REACHED + VERIFIED + TOKEN + ENTERED + GRANTED + """

				Next: Remove it; to log in with it after all, set
				'spring.datasource.azure.passwordless-enabled=false', or give it in a source of
				higher precedence, such as the command line.
				""");
	}

	@Test
	void doctorWhenPasswordIsMeantTriesIt() throws Exception {
		azure.get().passwordRole("with_password", "right-secret");
		assertScreen(1,
				"""
						✓ binding              'spring.datasource.url' from System Environment Property
						                       "spring.datasource.url":
						                       demo.postgres.database.azure.com:54321, database app,
						                       role with_password
						! decision             PostgreSQL is entered with the password of
						                       'spring.datasource.password' from property source
						                       "commandLineArgs", since it stands above
						                       'spring.datasource.azure.passwordless-enabled' from
						                       System Environment Property
						                       "spring.datasource.azure.passwordless-enabled".
						""" + REACHED
						+ VERIFIED.replace("issuer and name are verified", "neither issuer nor name is verified") + """
								– token          5 ms  a password is used
								✗ login          5 ms  The server at demo.postgres.database.azure.com:54321
								                       refused the password of 'spring.datasource.password' from
								                       property source "commandLineArgs" for the role
								                       'with_password'.
								""" + notTried("server") + """

								Next: Correct it. To leave it behind, connect the app with an identity (az
								webapp connection create postgres-flexible --system-identity --client-type
								springboot) and remove that setting.
								""",
				"--spring.datasource.username=with_password", "--spring.datasource.password=wrong-secret");
	}

	@Test
	void doctorWhenSeveralAreBoundExaminesEach() throws Exception {
		this.variables.put("AZURE_POSTGRESQL_ORDERS_CONNECTIONSTRING",
				"host=%s port=%d dbname=app sslmode=require user=aad_orders fetch_size=5".formatted(Screen.HOST,
						database().port()));
		assertScreen(1, "The application's own connection\n" + FOUND + REACHED + VERIFIED + TOKEN + ENTERED + GRANTED
				+ "\nConnection 'orders'\n" + """
						✓ binding              'AZURE_POSTGRESQL_ORDERS_CONNECTIONSTRING' from System
						                       Environment Property
						                       "AZURE_POSTGRESQL_ORDERS_CONNECTIONSTRING":
						                       demo.postgres.database.azure.com:54321, database app,
						                       role aad_orders
						! parameter            'AZURE_POSTGRESQL_ORDERS_CONNECTIONSTRING' from System
						                       Environment Property
						                       "AZURE_POSTGRESQL_ORDERS_CONNECTIONSTRING" says what the
						                       PostgreSQL driver has no setting for, and it is not used:
						                       the unknown keyword at character 93.
						✓ decision             passwordless, with a token of the system-assigned managed
						                       identity
						""" + REACHED + VERIFIED + TOKEN + """
						✗ login          5 ms  The server at demo.postgres.database.azure.com:54321
						                       refused the token for the role 'aad_orders': there is no
						                       such role, or it is another identity's.
						""" + notTried("server") + """

						Next: As Microsoft Entra administrator, connected to the database postgres, run:
						select * from pgaadauth_create_principal('aad_orders', false, false); or bind
						the role that the identity has (select * from pgaadauth_list_principals(false)).
						""");
	}

	@Test
	void doctorWhenOwnDatabaseIsAnothersExaminesTheBoundOne() throws Exception {
		this.variables.keySet().removeIf((name) -> name.startsWith("spring."));
		this.variables.put("AZURE_POSTGRESQL_ORDERS_CONNECTIONSTRING",
				database().jdbcUrl(Screen.HOST) + "&user=aad_app");
		Screen screen = screen("--spring.datasource.url=jdbc:h2:mem:test");
		assertThat(screen.text()).startsWith("""
				The application's own connection
				– binding              none to act on
				– decision             left as Spring Boot makes it: 'spring.datasource.url'
				                       from property source "commandLineArgs" is not a URL of
				                       the PostgreSQL driver

				Connection 'orders'
				✓ binding""").endsWith(ENTERED + GRANTED + NOTHING_TO_DO);
		assertThat(screen.exitCode()).isZero();
	}

	@Test
	void doctorWhenTerminalHasNoCheckMarkUsesAscii() throws Exception {
		ApplicationProcess.Result result = ApplicationProcess.run(this.variables,
				Screen.jvmOptions(azure.get(), "US-ASCII"), Screen.command("--spring.datasource.username=aad_new"));
		assertThat(result.output()).startsWith("+ binding").contains("\nx login", "\n- server");
		assertThat(result.output()).matches("\\p{ASCII}*");
	}

	@Test
	void doctorForProgramPrintsOneObjectAndNothingElse() throws Exception {
		this.variables.put("spring.datasource.password", "left-over-secret");
		ApplicationProcess.Result result = ApplicationProcess.runForOutput(TalkativeApplication.class, this.variables,
				Screen.jvmOptions(azure.get(), "US-ASCII"), Screen.command("--json", "--logging.level.root=trace",
						"--spring.main.banner-mode=console", "--spring.datasource.username=aad_new"));
		assertThat(result.output()).startsWith("{").endsWith("}\n").hasLineCount(1).doesNotContain("left-over-secret");
		assertThat(JsonPath.<Object>read(result.output(), "$.connections[*].checks[*]['check', 'result']").toString())
			.isEqualTo("[{\"check\":\"binding\",\"result\":\"passed\"},{\"check\":\"decision\",\"result\":\"passed\"},"
					+ "{\"check\":\"password\",\"result\":\"noted\"},{\"check\":\"DNS\",\"result\":\"passed\"},"
					+ "{\"check\":\"TCP\",\"result\":\"passed\"},{\"check\":\"TLS\",\"result\":\"passed\"},"
					+ "{\"check\":\"token\",\"result\":\"passed\"},{\"check\":\"login\",\"result\":\"failed\"},"
					+ "{\"check\":\"server\",\"result\":\"not-tried\"},{\"check\":\"principal\",\"result\":\"not-tried\"},"
					+ "{\"check\":\"grants\",\"result\":\"not-tried\"}]");
		assertThat(JsonPath.<Boolean>read(result.output(), "$.healthy")).isFalse();
		assertThat(JsonPath.<String>read(result.output(), "$.next"))
			.startsWith("As Microsoft Entra administrator, connected to the database postgres, run: ");
		assertThat(JsonPath.<Object>read(result.output(), "$.connections[0].checks[7]['text', 'milliseconds']"))
			.hasToString("{text=The server at " + Screen.HOST + ":" + database().port()
					+ " refused the token for the role 'aad_new': there is no such role, or it is another identity's., "
					+ "milliseconds="
					+ JsonPath.<Integer>read(result.output(), "$.connections[0].checks[7].milliseconds") + "}");
		assertThat(result.exitCode()).isOne();
	}

	@Test
	void applicationWhenDoctorIsOffRuns() throws Exception {
		assertThat(run("--serviceconnector.postgresql.doctor=false")).contains("Logged in as aad_app");
	}

	@Test
	void applicationWhenDoctorIsNotOnTheCommandLineRuns() throws Exception {
		this.variables.put("serviceconnector.postgresql.doctor", "true");
		assertThat(run()).contains("Logged in as aad_app");
	}

	private String run(String... arguments) throws IOException, InterruptedException {
		return ApplicationProcess.run(this.variables, Screen.jvmOptions(azure.get(), "UTF-8"), arguments).output();
	}

}
