package io.github.serviceconnector.postgresql.doctor;

import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the doctor of a login that is refused, or of no use.
 */
class DoctorLoginTests extends AbstractDoctorTests {

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

	private static void administrator(String sql) {
		JdbcClient.create(database().administrator()).sql(sql).update();
	}

}
