package io.github.serviceconnector.postgresql.diagnostics;

import io.github.serviceconnector.postgresql.local.ServerBehavior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tests for what the server answers to a login, or to a migration's first statement. What
 * only Azure's server says is scripted, after its documentation.
 */
class ServerAnswerTests extends FailingStart {

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

}
