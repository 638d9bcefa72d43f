package io.github.serviceconnector.postgresql.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the way from a password to an identity.
 */
class MigrationTests {

	private static final String WAY = """
			Connect the application with its own identity:

			az webapp connection create postgres-flexible \\
			  --client-type springboot --system-identity --connection passwordless \\
			  --resource-group <group> --name <app> \\
			  --target-resource-group <group> --server demo --database app

			That makes the role, too. Where it could not, run as Microsoft Entra
			administrator in the database postgres:

			select * from pgaadauth_create_principal('aad_passwordless', false, false);

			As administrator in the database app, give the new role what the old one owns;
			the old one keeps its rights until you drop it. Leave a role out of the third
			line if it is the one that you are:

			grant connect on database "app" to "aad_passwordless";
			grant usage, create on schema public to "aad_passwordless";
			grant "owner", "aad_passwordless" to current_user;
			reassign owned by "owner" to "aad_passwordless";
			grant "aad_passwordless" to "owner";

			""";

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	@TempDir
	private Path directory;

	private final Map<String, String> variables = new HashMap<>();

	@Test
	void wayOfAppWithPropertiesNamesFileAndLine() throws Exception {
		Screen screen = migrate("""
				spring.datasource.url=jdbc:postgresql://demo.postgres.database.azure.com:5432/app?sslmode=require
				spring.datasource.username=owner
				spring.datasource.password=old-secret

				spring.datasource.hikari.password=pool-secret
				""");
		assertThat(screen.text()).startsWith(WAY);
		assertThat(unwrapped(screen.text().substring(WAY.length()))).isEqualTo("""
				Remove, once the doctor finds that the login works:

				- 'spring.datasource.hikari.password' from URL [file:/app/application.properties] - 5:35
				- 'spring.datasource.password' from URL [file:/app/application.properties] - 3:28
				- 'spring.datasource.url' from URL [file:/app/application.properties] - 1:23
				- 'spring.datasource.username' from URL [file:/app/application.properties] - 2:28
				""");
		assertThat(screen.exitCode()).isZero();
		assertThat(Files.readString(Path.of("../docs/migrating.md"))).contains(WAY);
	}

	@Test
	void wayOfAppWithSecretBindingNamesItsVariables() throws Exception {
		this.variables.put("AZURE_POSTGRESQL_HOST", "demo.postgres.database.azure.com");
		this.variables.put("AZURE_POSTGRESQL_DATABASE", "app");
		this.variables.put("AZURE_POSTGRESQL_USERNAME", "owner");
		this.variables.put("AZURE_POSTGRESQL_PASSWORD", "old-secret");
		assertThat(migrate("").text()).isEqualTo(WAY + """
				Remove, once the doctor finds that the login works:

				- 'AZURE_POSTGRESQL_DATABASE' from System Environment Property
				  "AZURE_POSTGRESQL_DATABASE"
				- 'AZURE_POSTGRESQL_HOST' from System Environment Property
				  "AZURE_POSTGRESQL_HOST"
				- 'AZURE_POSTGRESQL_PASSWORD' from System Environment Property
				  "AZURE_POSTGRESQL_PASSWORD"
				- 'AZURE_POSTGRESQL_USERNAME' from System Environment Property
				  "AZURE_POSTGRESQL_USERNAME"
				""");
	}

	@Test
	void wayOfAppOfWhichNothingIsKnownHasPlaceholders() throws Exception {
		assertThat(migrate("").text()).contains("--server <server> --database <database>", "\"<old role>\"")
			.endsWith("There is no setting to remove.\n");
	}

	@Test
	void wayOfAppThatIsConnectedAlreadyIsToRemoveThePassword() throws Exception {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		assertThat(unwrapped(migrate("spring.datasource.password=old-secret").text())).isEqualTo("""
				The application is connected with an identity already.

				Remove, once the doctor finds that the login works:

				- 'spring.datasource.password' from URL [file:/app/application.properties] - 1:28
				""");
	}

	@Test
	void statementsGiveTheNewRoleTheTablesOfTheOldOne() throws Exception {
		azure.get().systemAssignedIdentity("aad_passwordless");
		administrator("create role owner", "grant create on schema public to owner", "set role owner",
				"create table old_table (id int)", "reset role",
				"revoke usage, create on schema public from aad_passwordless");
		Files.writeString(properties(), """
				spring.datasource.url=jdbc:postgresql://demo.postgres.database.azure.com:5432/app
				spring.datasource.username=owner
				spring.datasource.password=old-secret
				""");
		ApplicationProcess.Result result = ApplicationProcess.runForOutput(LoginApplication.class, this.variables,
				Screen.jvmOptions(azure.get(), "US-ASCII"), Screen.command("--migrate", "--json", location()));
		assertThat(result.output()).hasLineCount(1).doesNotContain("old-secret");
		administrator(JsonPath.<List<String>>read(result.output(), "$.inDatabase").toArray(String[]::new));
		administrator("set role aad_passwordless", "alter table old_table add column added int",
				"create table new_table (id int)", "reset role", "set role owner", "select added from old_table",
				"select id from new_table");
	}

	private Screen migrate(String application) throws IOException, InterruptedException {
		Files.writeString(properties(), application);
		Screen screen = Screen.of(azure.get(), this.variables, "--migrate", location());
		assertThat(screen.text()).doesNotContain("secret");
		assertThat(screen.text().lines()).allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(80));
		return screen;
	}

	// How a line is broken depends on the length of the directory's name
	private String unwrapped(String text) {
		return text.replace("\n  ", " ").replace(this.directory.toString(), "/app");
	}

	private Path properties() {
		return this.directory.resolve("application.properties");
	}

	private String location() {
		return "--spring.config.location=file:" + properties();
	}

	private static void administrator(String... statements) throws SQLException {
		try (Connection connection = azure.get().database().administrator().getConnection();
				Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		}
	}

}
