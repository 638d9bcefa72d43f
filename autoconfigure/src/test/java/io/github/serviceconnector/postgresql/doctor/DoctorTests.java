package io.github.serviceconnector.postgresql.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.github.serviceconnector.postgresql.local.DatabaseServer;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.RecordedLogin;
import io.github.serviceconnector.postgresql.local.ServerBehavior;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a person sees who asks the doctor, in each state that a connection can
 * be in.
 */
class DoctorTests {

	private static final String FOUND = """
			✓ binding              'spring.datasource.url' from System Environment Property
			                       "spring.datasource.url":
			                       demo.postgres.database.azure.com:54321, database app,
			                       role aad_app
			✓ decision             passwordless, with a token of the system-assigned managed
			                       identity
			""";

	private static final String REACHED = """
			✓ DNS            5 ms  demo.postgres.database.azure.com is 127.0.0.1
			✓ TCP            5 ms  demo.postgres.database.azure.com:54321 takes connections
			""";

	private static final String VERIFIED = """
			✓ TLS            5 ms  TLSv1.3, certificate for localhost, 127.0.0.1,
			                       0:0:0:0:0:0:0:1, *.postgres.database.azure.com, issued by
			                       CN=Local Azure, valid from 2030-01-02 until 2030-01-02;
			                       issuer and name are verified
			""";

	private static final String TOKEN = """
			✓ token          5 ms  the token of the system-assigned managed identity names
			                       the application 9fa905b8-6782-38ec-8b65-a50a6547d7b2
			                       (object ef073612-c628-3cf9-9624-ae36b28bc98f), is for
			                       https://ossrdbms-aad.database.windows.net and ends at
			                       2030-01-02T03:04:05Z, in 23 h 59 min
			""";

	private static final String ENTERED = """
			✓ login          5 ms  as aad_app, with the token
			✓ server         5 ms  current_user is aad_app in the database app of PostgreSQL
			                       18.6
			– principal      5 ms  pgaadauth_list_principals is not in this database; Azure
			                       has it in postgres
			""";

	private static final String GRANTED = """
			✓ grants         5 ms  the role may use the schema public and create in it
			""";

	private static final String NOTHING_TO_DO = """

			Next: Nothing to do: the login works.
			""";

	private static final String[] CHECKS = { "DNS", "TCP", "TLS", "token", "login", "server", "principal", "grants" };

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.create();

	private final Map<String, String> variables = new HashMap<>();

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		this.variables.put("spring.datasource.url", database().jdbcUrl(Screen.HOST));
		this.variables.putAll(azure.get().identityEnvironment());
	}

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
	void doctorWhenHostIsUnknownSaysSo() throws Exception {
		this.variables.put("spring.datasource.url", database().jdbcUrl("dem0.postgres.database.azure.com"));
		assertScreen(1, FOUND.replace("demo.", "dem0.") + """
				✗ DNS            5 ms  The name of dem0.postgres.database.azure.com is not known
				                       to DNS.
				""" + notTried("TCP") + """

				Next: Correct the host in 'spring.datasource.url' from System Environment
				Property "spring.datasource.url"; a server with private access only is known in
				its own virtual network, which its private DNS zone must be linked to.
				""");
	}

	@Test
	void doctorWhenSecondHostIsUnknownNamesThatOne() throws Exception {
		String port = ":" + database().port();
		this.variables.computeIfPresent("spring.datasource.url",
				(name, url) -> url.replace(port, port + ",dem0.postgres.database.azure.com" + port));
		Screen screen = screen();
		assertThat(screen.text()).contains("The name of dem0.postgres.database.azure.com is not known");
		assertThat(screen.exitCode()).isOne();
	}

	@Test
	void doctorWhenPortIsClosedSaysSo() throws Exception {
		int closed = closedPort();
		this.variables.computeIfPresent("spring.datasource.url",
				(name, url) -> url.replace(":" + database().port(), ":" + closed));
		Screen screen = screen();
		assertThat(screen.text().replace(":" + closed, ":54321")).isEqualTo(FOUND + """
				✓ DNS            5 ms  demo.postgres.database.azure.com is 127.0.0.1
				✗ TCP            5 ms  Nothing listens at
				                       demo.postgres.database.azure.com:54321.
				""" + notTried("TLS") + """

				Next: Correct host and port in 'spring.datasource.url' from System Environment
				Property "spring.datasource.url": 5432, or 6432 where the built-in PgBouncer is
				on. A server that was stopped starts with: az postgres flexible-server start
				--resource-group <group> --name <server>
				""");
		assertThat(screen.exitCode()).isOne();
	}

	@Test
	void doctorWhenCertificateIsNotTrustedShowsIt() throws Exception {
		database().behave(ServerBehavior.CERTIFICATE_OF_UNKNOWN_AUTHORITY);
		assertScreen(1, FOUND + REACHED + """
				✗ TLS            5 ms  The certificate of demo.postgres.database.azure.com:54321
				                       comes from an authority that is not trusted, so no token
				                       was sent. It is for localhost, 127.0.0.1,
				                       0:0:0:0:0:0:0:1, *.postgres.database.azure.com, issued by
				                       CN=Stranger, valid from 2030-01-02 until 2030-01-02.
				""" + notTried("token") + """

				Next: Use a current JDK, whose trust store has Azure's authorities, or add the
				server's authority to it (keytool -importcert -cacerts -file <authority>.pem); a
				URL with sslrootcert trusts that file alone.
				""");
		assertNoTokenReceived();
	}

	@Test
	void doctorWhenCertificateIsAnothersShowsItsName() throws Exception {
		database().behave(ServerBehavior.CERTIFICATE_OF_ANOTHER_HOST);
		assertScreen(1, FOUND + REACHED + """
				✗ TLS            5 ms  The server was asked for as
				                       demo.postgres.database.azure.com, and its certificate is
				                       for another name, so no token was sent. It is for
				                       another-host.invalid, issued by CN=Local Azure, valid
				                       from 2030-01-02 until 2030-01-02.
				""" + notTried("token") + """

				Next: Write the server's own name, <server>.postgres.database.azure.com, in
				'spring.datasource.url' from System Environment Property
				"spring.datasource.url": neither an IP address nor an alias (a CNAME, or a name
				in a private DNS zone of your own).
				""");
		assertNoTokenReceived();
	}

	@Test
	void doctorWhenServerDoesNotEncryptSaysSo() throws Exception {
		database().behave(ServerBehavior.WITHOUT_TLS);
		assertScreen(1, FOUND + REACHED + """
				✗ TLS            5 ms  The server at demo.postgres.database.azure.com:54321 does
				                       not encrypt, so no token was sent.
				""" + notTried("token") + """

				Next: Check host and port: Azure's servers encrypt, and so does their PgBouncer
				on port 6432.
				""");
		assertNoTokenReceived();
	}

	@Test
	void doctorWhenAppHasNoIdentitySaysHowToGetOne() throws Exception {
		azure.get()
			.identityEndpoint()
			.respond(400, "{\"statusCode\":400,\"message\":\"No User Assigned or Delegated Managed Identity found\"}");
		assertScreen(1, FOUND + REACHED + VERIFIED + """
				✗ token          5 ms  The identity endpoint http://127.0.0.1:43210/msi/token
				                       answered with status 400 to the request for a token of
				                       the system-assigned managed identity: No User Assigned or
				                       Delegated Managed Identity found.
				""" + notTried("login") + """

				Next: Turn on the app's system-assigned identity (az webapp identity assign), or
				set 'spring.cloud.azure.credential.client-id' to the user-assigned one's client
				id.
				""");
	}

	@Test
	void doctorWhenClientIdIsNotAssignedSaysSo() throws Exception {
		assertScreen(1, FOUND.replace("system-assigned managed\n                       identity",
				"user-assigned managed\n                       identity unknown") + REACHED + VERIFIED + """
						✗ token          5 ms  The identity endpoint http://127.0.0.1:43210/msi/token
						                       answered with status 400 to the request for a token of
						                       the user-assigned managed identity unknown: Identity not
						                       found.
						""" + notTried("login") + """

						Next: Assign that identity to the app (az webapp identity assign --identities
						<resource id>), or correct 'spring.cloud.azure.credential.client-id'.
						""", "--spring.cloud.azure.credential.client-id=unknown");
	}

	@Test
	void doctorWhenIdentityProviderIsSilentGivesUpInTime() throws Exception {
		azure.get().identityEndpoint().hang();
		assertScreen(1, FOUND + REACHED + VERIFIED + """
				✗ token          5 ms  The identity provider has not answered the request for a
				                       token of the system-assigned managed identity within 1
				                       second.
				""" + notTried("login") + """

				Next: Check that it can be reached; 'serviceconnector.postgresql.token.timeout'
				waits longer.
				""", "--serviceconnector.postgresql.token.timeout=1s");
	}

	@Test
	void doctorWhenRoleIsMissingSaysHowToMakeIt() throws Exception {
		assertScreen(1, FOUND.replace("aad_app", "aad_new") + REACHED + VERIFIED + TOKEN + """
				✗ login          5 ms  The server at demo.postgres.database.azure.com:54321
				                       refused the token for the role 'aad_new': there is no
				                       such role, or it is another identity's.
				""" + notTried("server") + """

				Next: As Microsoft Entra administrator, connected to the database postgres, run:
				select * from pgaadauth_create_principal('aad_new', false, false); or bind the
				role that the identity has (select * from pgaadauth_list_principals(false)).
				""", "--spring.datasource.username=aad_new");
	}

	@Test
	void doctorWhenEntraAuthenticationIsOffSaysHowToTurnItOn() throws Exception {
		database().refuse("28000", "Microsoft Entra authentication is not enabled");
		assertScreen(1, FOUND + REACHED + VERIFIED + TOKEN + """
				✗ login          5 ms  The server at demo.postgres.database.azure.com:54321 has
				                       Microsoft Entra authentication turned off.
				""" + notTried("server") + """

				Next: Turn it on: az postgres flexible-server update --resource-group <group>
				--name <server> --microsoft-entra-auth Enabled (older versions of the CLI:
				--active-directory-auth Enabled)
				""");
	}

	@Test
	void doctorWhenRoleMayNotCreateSaysWhatToGrant() throws Exception {
		administrator("revoke create on schema public from aad_app");
		assertScreen(1, FOUND + REACHED + VERIFIED + TOKEN + ENTERED + """
				✗ grants         5 ms  The role 'aad_app' may not use the schema public of the
				                       database 'app'.

				Next: As administrator, connected to that database and not to postgres, run:
				grant usage, create on schema public to "aad_app";
				""");
	}

	@Test
	void doctorWhenRoleMayOnlyReadIsContent() throws Exception {
		administrator("revoke create on schema public from aad_app");
		administrator("create table readable (id int)");
		administrator("grant select on readable to aad_app");
		try {
			assertScreen(0, FOUND + REACHED + VERIFIED + TOKEN + ENTERED + """
					✓ grants         5 ms  the role may use the schema public and not create in it;
					                       tables that it may read: 1
					""" + NOTHING_TO_DO);
		}
		finally {
			administrator("drop table readable");
		}
	}

	@Test
	void doctorWhenRoleMayNotUseItsOwnSchemaNamesThatOne() throws Exception {
		administrator("create schema orders");
		administrator("alter role aad_app set search_path = orders");
		try {
			assertThat(screen().text()).endsWith("""
					✗ grants         5 ms  The role 'aad_app' may not use the schema orders of the
					                       database 'app'.

					Next: As administrator, connected to that database and not to postgres, run:
					grant usage, create on schema orders to "aad_app";
					""");
		}
		finally {
			administrator("alter role aad_app reset search_path");
			administrator("drop schema orders");
		}
	}

	@Test
	void doctorWhenPrincipalsAreVisibleNamesTheOwn() throws Exception {
		administrator("""
				create function pgaadauth_list_principals(boolean)
				returns table (rolname text, principaltype text, objectid text) language sql
				as $$ values ('aad_other', 'user', '1'), ('aad_app', 'service', '2') $$""");
		try {
			assertThat(screen().text()).contains("""
					✓ principal      5 ms  the role is a service of Microsoft Entra, object 2
					""");
			administrator("revoke execute on function pgaadauth_list_principals from public");
			assertThat(screen().text()).contains("""
					– principal      5 ms  pgaadauth_list_principals is not for this role
					""");
		}
		finally {
			administrator("drop function pgaadauth_list_principals");
		}
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
		ApplicationProcess.Result result = ApplicationProcess.runForOutput(this.variables,
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

	private Screen screen(String... arguments) throws IOException, InterruptedException {
		return Screen.of(azure.get(), this.variables, arguments);
	}

	private void assertScreen(int exitCode, String text, String... arguments) throws IOException, InterruptedException {
		Screen screen = screen(arguments);
		assertThat(screen.text()).isEqualTo(text);
		assertThat(screen.text().lines()).allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(80));
		assertThat(screen.exitCode()).isEqualTo(exitCode);
	}

	private static String notTried(String first) {
		StringBuilder lines = new StringBuilder();
		boolean reached = false;
		for (String check : CHECKS) {
			reached |= check.equals(first);
			if (reached) {
				lines.append("– %-20s not tried\n".formatted(check));
			}
		}
		return lines.toString();
	}

	private static void assertNoTokenReceived() {
		assertThat(database().logins()).isNotEmpty().noneMatch(RecordedLogin::passwordReceived);
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static void administrator(String sql) {
		JdbcClient.create(database().administrator()).sql(sql).update();
	}

	private static DatabaseServer database() {
		return azure.get().database();
	}

}
