package io.github.serviceconnector.postgresql.diagnostics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.RecordedLogin;
import io.github.serviceconnector.postgresql.local.ServerBehavior;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.EagerApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what a person reads when a start cannot use the database. What only Azure's
 * server says is scripted, after its documentation.
 */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseFailureTests {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.create();

	private final Map<String, String> variables = new HashMap<>();

	private String server = "localhost:" + azure.get().database().port();

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		this.variables.putAll(azure.get().identityEnvironment());
	}

	@Test
	void startWhenCertificateHasExpiredSaysSo(CapturedOutput output) {
		azure.get().database().behave(ServerBehavior.EXPIRED_CERTIFICATE);
		assertStops(output, """
				The certificate of %s has expired, so no token was sent.

				Action:

				Check the clock of this machine; if it is right, and the server is Azure's, open a support request.
				""");
		assertNoTokenSent();
	}

	@Test
	void startWhenAuthorityIsUnknownSaysWhereTrustComesFrom(CapturedOutput output) {
		azure.get().database().behave(ServerBehavior.CERTIFICATE_OF_UNKNOWN_AUTHORITY);
		assertStops(output, """
				The certificate of %s comes from an authority that is not trusted, so no token was sent.

				Action:

				Use a current JDK, whose trust store has Azure's authorities, or add the server's authority to it \
				(keytool -importcert -cacerts -file <authority>.pem); a URL with sslrootcert trusts that file alone.
				""");
		assertNoTokenSent();
	}

	@Test
	void startWhenCertificateIsAnothersAsksForTheServersOwnName(CapturedOutput output) {
		azure.get().database().behave(ServerBehavior.CERTIFICATE_OF_ANOTHER_HOST);
		assertStops(output, """
				The certificate of the server is not one for localhost, so no token was sent.

				Action:

				Write the server's own name, <server>.postgres.database.azure.com, in the URL: neither an IP address \
				nor an alias. The names that the certificate has: openssl s_client -starttls postgres -connect %s \
				</dev/null | openssl x509 -noout -ext subjectAltName
				""");
		assertNoTokenSent();
	}

	@Test
	void startWhenServerHasNoTlsSaysSo(CapturedOutput output) {
		azure.get().database().behave(ServerBehavior.WITHOUT_TLS);
		assertStops(output, """
				The server at %s does not encrypt, so no token was sent.

				Action:

				Check host and port: Azure's servers encrypt, and so does their PgBouncer on port 6432.
				""");
		assertNoTokenSent();
	}

	@ParameterizedTest
	@EnumSource(names = { "ASKS_FOR_MD5", "ASKS_FOR_SCRAM", "ASKS_FOR_NOTHING" })
	void startWhenServerAsksOtherwiseSaysHowToTurnEntraOn(ServerBehavior behavior, CapturedOutput output) {
		azure.get().database().behave(behavior);
		assertStops(output, """
				The server at %s asked for something else than a password in clear text, so no token was sent.

				Action:

				If the role 'aad_app' has a password of its own, bind the role of an identity in its place; else turn \
				on Microsoft Entra authentication: az postgres flexible-server update --resource-group <group> --name \
				<server> --microsoft-entra-auth Enabled
				""");
		assertNoTokenSent();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Microsoft Entra authentication is not enabled",
			"Azure Active Directory authentication is not enabled for this server" })
	void startWhenEntraIsOffSaysHowToTurnItOn(String message, CapturedOutput output) {
		azure.get().database().refuse("28000", message);
		assertStops(output, """
				The server at %s has Microsoft Entra authentication turned off.

				Action:

				Turn it on: az postgres flexible-server update --resource-group <group> --name <server> \
				--microsoft-entra-auth Enabled (older versions of the CLI: --active-directory-auth Enabled)
				""");
	}

	@Test
	void startWhenServerWantsEncryptionSaysHow(CapturedOutput output) {
		this.variables.computeIfPresent("spring.datasource.url",
				(name, url) -> url.substring(0, url.indexOf('?')) + "?sslmode=disable");
		assertStops(output, """
				The server at %s refuses a connection without encryption.

				Action:

				Write sslmode=require in the URL, and remove 'serviceconnector.postgresql.tls=as-bound'.
				""");
		assertNoTokenSent();
	}

	@Test
	void startWhenAddressIsRefusedNamesTheFirewall(CapturedOutput output) {
		azure.get()
			.database()
			.refuse("28000", "no pg_hba.conf entry for host \"1.2.3.4\", user \"aad_app\", database \"app\", SSL on");
		assertStops(output, """
				The server at %s does not let this machine's address in.

				Action:

				Allow it in the server's firewall: az postgres flexible-server firewall-rule create --resource-group \
				<group> --name <server> --rule-name app --start-ip-address <ip> --end-ip-address <ip>
				""");
	}

	@Test
	void startWhenRoleIsAnothersSaysHowToMakeIt(CapturedOutput output) {
		azure.get().userAssignedIdentity("4711", "o'hara");
		this.variables.put("spring.datasource.username", "o'hara");
		assertStops(output, """
				The server at %s refused the token for the role 'o'hara': there is no such role, or it is another \
				identity's.

				Action:

				As Microsoft Entra administrator, connected to the database postgres, run: select * from \
				pgaadauth_create_principal('o''hara', false, false); or bind the role that the identity has (select * \
				from pgaadauth_list_principals(false)).
				""");
	}

	@Test
	void startWhenDatabaseIsMissingSaysHowToCreateIt(CapturedOutput output) {
		this.variables.computeIfPresent("spring.datasource.url", (name, url) -> url.replace("/app?", "/orders?"));
		assertStops(output, """
				The server at %s has no database 'orders'.

				Action:

				Create it (az postgres flexible-server db create --resource-group <group> --server-name <server> \
				--database-name <database>), or correct the name in 'spring.datasource.url' from System Environment \
				Property "spring.datasource.url".
				""");
	}

	@Test
	void startWhenConnectionsRunOutSaysWhatToChange(CapturedOutput output) {
		azure.get().database().refuse("53300", "remaining connection slots are reserved for azure replication users");
		assertStops(output, """
				The server at %s has no connection left for the role 'aad_app'.

				Action:

				Make the pools smaller ('spring.datasource.hikari.maximum-pool-size', times the instances of the app), \
				use the built-in PgBouncer on port 6432, or raise the server's max_connections.
				""");
	}

	@Test
	void startWhenSchemaIsClosedGivesTheLineToRun(CapturedOutput output) {
		this.variables.put("spring.datasource.username", azure.get().systemAssignedIdentity("aad \"new\"").role());
		JdbcClient.create(azure.get().database().administrator())
			.sql("revoke create on schema public from \"aad \"\"new\"\"\"")
			.update();
		assertStops(output, """
				The role 'aad "new"' may not use the schema public of the database 'app'.

				Action:

				As administrator, connected to that database and not to postgres, run: grant usage, create on schema \
				public to "aad ""new""\";
				""");
	}

	@Test
	void startWhenHostIsUnknownNamesItAndTheSetting(CapturedOutput output) {
		goTo("nowhere.invalid", 5432);
		assertStops(output, """
				The name of nowhere.invalid is not known to DNS.

				Action:

				Correct the host in 'spring.datasource.url' from System Environment Property "spring.datasource.url"; \
				a server with private access only is known in its own virtual network, which its private DNS zone \
				must be linked to.
				""");
	}

	@Test
	void startWhenNothingAnswersNamesFirewallAndEndpoint(CapturedOutput output) throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			goTo("localhost", silent.getLocalPort());
			assertStops(output, """
					%s did not answer in time.

					Action:

					Let this machine through: a firewall rule (az postgres flexible-server firewall-rule create), or \
					for a private endpoint the virtual network of the app; port 6432 answers only where the built-in \
					PgBouncer is on.
					""");
		}
	}

	@Test
	void startWhenNothingListensNamesHostAndPort(CapturedOutput output) throws IOException {
		// A port that another socket holds, and where nobody listens
		try (Socket bound = new Socket()) {
			bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			goTo("localhost", bound.getLocalPort());
			assertStops(output, """
					Nothing listens at %s.

					Action:

					Correct host and port in 'spring.datasource.url' from System Environment Property \
					"spring.datasource.url": 5432, or 6432 where the built-in PgBouncer is on. A server that was \
					stopped starts with: az postgres flexible-server start --resource-group <group> --name <server>
					""");
		}
	}

	@Test
	void startWhenServerHangsUpAsksForTheRightPort(CapturedOutput output) throws IOException {
		try (ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			Thread thread = new Thread(() -> hangUp(rude), "rude-server");
			thread.setDaemon(true);
			thread.start();
			goTo("localhost", rude.getLocalPort());
			assertStops(output, """
					What listens at %s ended the connection before the login.

					Action:

					Check that host and port in 'spring.datasource.url' from System Environment Property \
					"spring.datasource.url" are PostgreSQL's; a server that restarts does so for a moment, too.
					""");
		}
	}

	@Test
	void startWhenIdentityIsNotAssignedSaysHowToAssignIt(CapturedOutput output) {
		this.variables.put("spring.cloud.azure.credential.managed-identity-enabled", "true");
		this.variables.put("spring.cloud.azure.credential.client-id", "4712");
		assertStops(output, """
				Action:

				Assign that identity to the app (az webapp identity assign --identities <resource id>), or correct \
				'spring.cloud.azure.credential.client-id'.
				""");
		assertThat(output).contains("The identity endpoint " + azure.get().identityEndpoint().uri()
				+ " answered with status 400 to the request for a token of the user-assigned managed identity 4712: "
				+ "Identity not found.");
	}

	@Test
	void startWhenIdentityEndpointIsGoneSaysWhatToCheck(CapturedOutput output) {
		azure.get().identityEndpoint().closeConnection();
		assertStops(output, """
				Action:

				Check that the platform's identity endpoint answers; restart the app if it stays away.
				""");
		assertThat(output).contains("The identity endpoint " + azure.get().identityEndpoint().uri()
				+ " could not be asked for a token of the system-assigned managed identity: ");
	}

	@Test
	void startWhenLoginIsWithAPasswordLeavesTheFailureAlone(CapturedOutput output) {
		this.variables.put("spring.datasource.azure.passwordless-enabled", "false");
		this.variables.put("spring.datasource.password", "wrong");
		assertThatException().isThrownBy(this::start);
		assertThat(output).doesNotContain("Description:").contains("password authentication failed");
	}

	@Test
	void startWhenSeveralAreBoundSpeaksOfTheOneThatFailed(CapturedOutput output) {
		azure.get().userAssignedIdentity("4711", "aad_orders");
		this.variables.put("AZURE_POSTGRESQL_ORDERS_CONNECTIONSTRING",
				azure.get().database().jdbcUrl() + "&user=aad_orders");
		this.variables.put("AZURE_POSTGRESQL_STOCK_CONNECTIONSTRING",
				azure.get().database().jdbcUrl() + "&user=aad_stock");
		this.variables.put("spring.datasource.username", "aad_nobody");
		assertThatException().isThrownBy(this::start);
		assertThat(output).contains("refused the token for the role 'aad_nobody': there is no such role");
	}

	@ParameterizedTest
	@EnumSource
	void documentationListsTheFailure(DatabaseFailure failure) throws IOException {
		assertThat(Files.readString(Path.of("../docs/failures.md"))).containsOnlyOnce("`" + failure + "`");
	}

	private void goTo(String host, int port) {
		this.variables.computeIfPresent("spring.datasource.url",
				(name, url) -> url.replace(this.server + "/", host + ":" + port + "/"));
		this.server = host + ":" + port;
	}

	private void assertStops(CapturedOutput output, String analysis) {
		assertThatException().isThrownBy(this::start);
		assertThat(output)
			.contains((analysis.startsWith("Action:") ? "" : "Description:\n\n") + analysis.replace("%s", this.server))
			.doesNotContain("eyJ", azure.get().identityEnvironment().get("IDENTITY_HEADER"), "jdbc:postgresql:");
	}

	private void start() {
		BoundApplication
			.run(EagerApplication.class, this.variables, "--spring.datasource.hikari.connection-timeout=1000")
			.close();
	}

	private void assertNoTokenSent() {
		assertThat(azure.get().database().logins()).isNotEmpty().noneMatch(RecordedLogin::passwordReceived);
	}

	private static void hangUp(ServerSocket server) {
		try {
			while (true) {
				server.accept().close();
			}
		}
		catch (IOException ex) {
			// The test is over
		}
	}

}
