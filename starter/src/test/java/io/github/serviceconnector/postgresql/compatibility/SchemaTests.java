package io.github.serviceconnector.postgresql.compatibility;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import liquibase.integration.spring.SpringLiquibase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.sql.init.AbstractScriptDatabaseInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what brings a schema up to date before the application is there.
 */
class SchemaTests {

	@RegisterExtension
	static LocalAzureExtension azure = BoundApplication.azure;

	@RegisterExtension
	static final CompatibilityTable table = CompatibilityTable.of("Schema");

	@Test
	void flywayMigratesWithTheApplicationsDataSource() {
		try (ConfigurableApplicationContext context = flyway("aad_flyway").run()) {
			assertThat(owner(context, "migrated")).isEqualTo("aad_flyway");
			table.works("Flyway", Flyway.class, "the application's `DataSource`");
		}
	}

	@Test
	void flywayWhenItHasAUserOfItsOwnLogsInAsThatRole() {
		BoundApplication application = flyway("aad_flyway_app").andAs("aad_migrator")
			.set("spring.flyway.user", "aad_migrator");
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(owner(context, "migrated")).isEqualTo("aad_migrator");
			assertThat(BoundApplication.currentUser(context)).isEqualTo("aad_flyway_app");
			table.works("Flyway, `spring.flyway.user`", Flyway.class, "the same identity enters as that role");
		}
	}

	@Test
	void flywayWhenItHasAUrlOfItsOwnLogsInThere() {
		BoundApplication application = flyway("aad_flyway_app2").andAs("aad_migrator2")
			.set("spring.flyway.url", azure.get().database().jdbcUrl())
			.set("spring.flyway.user", "aad_migrator2");
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(owner(context, "migrated")).isEqualTo("aad_migrator2");
			table.works("Flyway, `spring.flyway.url`", Flyway.class,
					"with a token, where it names no password and the bound or another server of Azure");
		}
	}

	@Test
	void flywayWhenItsUrlHasNoUserIsTheApplication() {
		try (ConfigurableApplicationContext context = flyway("aad_of_token").andAs("aad_of_binding")
			.set("spring.datasource.username", "aad_of_binding")
			.set("spring.flyway.url", azure.get().database().jdbcUrl())
			.run()) {
			assertThat(owner(context, "migrated")).isEqualTo("aad_of_binding");
		}
	}

	@Test
	void flywayWhenItsUrlNamesAnotherHostThatIsNotAzuresGetsNoToken() {
		SpringApplicationBuilder application = flyway("aad_flyway_app5")
			.set("spring.flyway.url", azure.get().database().jdbcUrl().replace("localhost", "127.0.0.1"))
			.set("spring.flyway.user", "aad_flyway_app5")
			.builder();
		assertThatException().isThrownBy(application::run).withStackTraceContaining("but no password was provided");
	}

	@Test
	void flywayWhenItsUrlComesWithAPasswordUsesThat() {
		BoundApplication application = flyway("aad_flyway_app3").andAs("with_password");
		azure.get().passwordRole("with_password", "of-flyway");
		try (ConfigurableApplicationContext context = application
			.set("spring.flyway.url", azure.get().database().jdbcUrl())
			.set("spring.flyway.user", "with_password")
			.set("spring.flyway.password", "of-flyway")
			.run()) {
			assertThat(owner(context, "migrated")).isEqualTo("with_password");
			assertThat(context.getBean(FlywayConnectionDetails.class).getPassword()).isEqualTo("of-flyway");
			table.standsAside("Flyway, `spring.flyway.url` and `.password`", Flyway.class,
					"`spring.flyway.url` has a password");
		}
	}

	@Test
	void liquibaseChangesWithTheApplicationsDataSource() {
		try (ConfigurableApplicationContext context = liquibase("aad_liquibase").run()) {
			assertThat(owner(context, "changed")).isEqualTo("aad_liquibase");
			table.works("Liquibase", SpringLiquibase.class, "the application's `DataSource`");
		}
	}

	@Test
	void liquibaseWhenItHasAUserOfItsOwnLogsInAsThatRole() {
		BoundApplication application = liquibase("aad_liquibase_app").andAs("aad_changer")
			.set("spring.liquibase.user", "aad_changer");
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(owner(context, "changed")).isEqualTo("aad_changer");
			table.works("Liquibase, `spring.liquibase.user`", SpringLiquibase.class,
					"the same identity enters as that role");
		}
	}

	@Test
	void liquibaseWhenItHasAUrlOfItsOwnLogsInThere() {
		BoundApplication application = liquibase("aad_liquibase_app2").andAs("aad_changer2")
			.set("spring.liquibase.url", azure.get().database().jdbcUrl())
			.set("spring.liquibase.user", "aad_changer2");
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(owner(context, "changed")).isEqualTo("aad_changer2");
			table.works("Liquibase, `spring.liquibase.url`", SpringLiquibase.class,
					"with a token, where it names no password and the bound or another server of Azure");
		}
	}

	@Test
	void scriptsRunAtStart() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_scripts")
			.set("spring.sql.init.mode", "always")
			.set("spring.sql.init.schema-locations", "classpath:db/scripted.sql")
			.run()) {
			assertThat(owner(context, "scripted")).isEqualTo("aad_scripts");
			table.works("SQL scripts", AbstractScriptDatabaseInitializer.class, "`spring.sql.init.mode=always`");
		}
	}

	private static BoundApplication flyway(String role) {
		return BoundApplication.as(role).with("flyway");
	}

	private static BoundApplication liquibase(String role) {
		return BoundApplication.as(role)
			.with("liquibase")
			.set("spring.liquibase.change-log", "classpath:db/changelog.sql");
	}

	private static String owner(ConfigurableApplicationContext context, String tableName) {
		String role = context.getEnvironment()
			.getProperty("spring.flyway.user",
					context.getEnvironment()
						.getProperty("spring.liquibase.user",
								context.getEnvironment().getRequiredProperty("spring.datasource.username")));
		return JdbcClient.create(context.getBean(DataSource.class))
			.sql("select tableowner from pg_tables where tablename = ? and schemaname = ?")
			.params(tableName, role)
			.query(String.class)
			.single();
	}

}
