package io.github.serviceconnector.postgresql.compatibility;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.identity.TokenLease;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase.Replace;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for Boot's test slices in an application that is bound.
 */
class SliceTests {

	@RegisterExtension
	static LocalAzureExtension azure = BoundApplication.azure;

	private static final String ALL = ChosenAutoConfigurations.TOOLS + "=org.springframework.boot";

	@RegisterExtension
	static final CompatibilityTable table = CompatibilityTable.of("Test slices");

	private void assertLoginAs(String role, DataSource dataSource) {
		assertThat(BoundApplication.currentUser(dataSource)).isEqualTo(role);
	}

	@Nested
	@JdbcTest(properties = { ALL, "spring.flyway.enabled=false", "spring.liquibase.enabled=false" })
	@ContextConfiguration(initializers = BoundWithoutRole.class)
	class Jdbc {

		@Test
		void embeddedDatabaseIsUsedAndNoTokenIsAskedFor(@Autowired DataSource dataSource, @Autowired TokenLease lease) {
			assertLoginAs("SA", dataSource);
			// After a request, the next one is planned
			assertThat(lease.cache().status().nextRequestAt()).isNull();
			table.standsAside("`@JdbcTest`", JdbcTest.class, "the embedded database takes the `DataSource`'s place");
		}

	}

	@Nested
	@JdbcTest(properties = { ALL, "spring.flyway.enabled=false", "spring.liquibase.enabled=false" })
	@AutoConfigureTestDatabase(replace = Replace.NONE)
	@ContextConfiguration(initializers = Bound.class)
	class JdbcWithTheBoundDatabase {

		@Test
		void boundDatabaseIsUsed(@Autowired DataSource dataSource) {
			assertLoginAs("aad_slice", dataSource);
			table.works("`@JdbcTest`, `replace = NONE`", JdbcTest.class, "the bound database");
		}

	}

	@Nested
	@JdbcTest(properties = { ALL, "spring.liquibase.enabled=false" })
	@AutoConfigureTestDatabase(replace = Replace.NONE)
	@ContextConfiguration(initializers = BoundWithFlyway.class)
	class JdbcWithFlywaysUrl {

		@Test
		void flywayLogsInThere(@Autowired JdbcClient client) {
			assertThat(client.sql("select tableowner from pg_tables where tablename = 'migrated'")
				.query(String.class)
				.list()).contains("aad_slice_flyway");
		}

	}

	@Nested
	@DataJpaTest(properties = { ALL, "spring.flyway.enabled=false", "spring.liquibase.enabled=false" })
	@ContextConfiguration(initializers = Bound.class)
	class Jpa {

		@Test
		void embeddedDatabaseIsUsed(@Autowired DataSource dataSource) {
			assertLoginAs("SA", dataSource);
			table.standsAside("`@DataJpaTest`", DataJpaTest.class,
					"the embedded database takes the `DataSource`'s place");
		}

	}

	@Nested
	@DataJpaTest(properties = { ALL, "spring.flyway.enabled=false", "spring.liquibase.enabled=false" })
	@AutoConfigureTestDatabase(replace = Replace.NONE)
	@ContextConfiguration(initializers = Bound.class)
	class JpaWithTheBoundDatabase {

		@Test
		void boundDatabaseIsUsed(@Autowired DataSource dataSource) {
			assertLoginAs("aad_slice", dataSource);
			table.works("`@DataJpaTest`, `replace = NONE`", DataJpaTest.class, "the bound database");
		}

	}

	/**
	 * Puts the binding where a platform does: what a test sets itself would be taken for
	 * a test's database.
	 */
	@Order(0)
	static class Bound implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("bound", application().variables()));
		}

		BoundApplication application() {
			return BoundApplication.as("aad_slice");
		}

	}

	/** Only a token would tell the role, and there is none. */
	@Order(0)
	static class BoundWithoutRole extends Bound {

		@Override
		BoundApplication application() {
			return BoundApplication.as("aad_replaced")
				.set("spring.datasource.username", "")
				.set("IDENTITY_ENDPOINT", "http://127.0.0.1:9/");
		}

	}

	@Order(0)
	static class BoundWithFlyway extends Bound {

		@Override
		BoundApplication application() {
			return BoundApplication.as("aad_slice_flyway").set("spring.flyway.url", azure.get().database().jdbcUrl());
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
