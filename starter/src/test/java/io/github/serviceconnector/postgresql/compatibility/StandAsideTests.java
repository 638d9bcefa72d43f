package io.github.serviceconnector.postgresql.compatibility;

import java.util.Objects;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.serviceconnector.postgresql.PasswordlessConnection;
import io.github.serviceconnector.postgresql.jdbc.PasswordlessJdbcAutoConfiguration;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.utility.DockerImageName;

import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications whose database is somebody else's to bring.
 */
class StandAsideTests {

	@RegisterExtension
	static LocalAzureExtension azure = BoundApplication.azure;

	@RegisterExtension
	static final CompatibilityTable table = CompatibilityTable.of("Stands aside");

	@Test
	void serviceConnectionOfTestcontainersIsUsed() {
		azure.get().passwordRole("container", "container-password");
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_container")
			.with("testcontainers")
			.run(Containers.class)) {
			assertThat(BoundApplication.currentUser(context)).isEqualTo("container");
			assertThat(context.getBean(HikariDataSource.class).getPassword()).isEqualTo("container-password");
			assertThat(reason(context))
				.contains("found beans of type 'org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails'");
			table.standsAside("Testcontainers, `@ServiceConnection`", ServiceConnection.class,
					"found beans of type `JdbcConnectionDetails` (tried without Docker: the container is a stand-in)");
		}
	}

	@Test
	void dataSourceOfTheApplicationIsUsed() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_own").run(Own.class)) {
			assertThat(BoundApplication.currentUser(context)).isEqualTo("SA");
			assertThat(reason(context)).contains("found beans of type 'javax.sql.DataSource' own");
			table.standsAside("a `DataSource` bean of the application", DataSource.class,
					"found beans of type `javax.sql.DataSource`");
		}
	}

	@Test
	void connectionDetailsOfTheApplicationAreUsed() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_details").run(OwnDetails.class)) {
			assertThat(BoundApplication.currentUser(context)).isEqualTo("SA");
			assertThat(reason(context)).contains("JdbcConnectionDetails' ownDetails");
			table.standsAside("a `JdbcConnectionDetails` bean of the application", JdbcConnectionDetails.class,
					"found beans of type `JdbcConnectionDetails`, as those of Docker Compose are");
		}
	}

	@Test
	void urlOfH2IsLeftAlone() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_h2")
			.set("spring.datasource.url", "jdbc:h2:mem:app")
			.set("spring.datasource.username", "SA")
			.run()) {
			assertThat(BoundApplication.currentUser(context)).isEqualTo("SA");
			assertThat(reason(context)).contains("is not a URL of the PostgreSQL driver");
			table.standsAside("H2", Driver.class, "the URL is not one of the PostgreSQL driver");
		}
	}

	@Test
	void urlOfMysqlIsLeftAlone() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_mysql")
			.set("spring.datasource.url", "jdbc:mysql://db.mysql.database.azure.com/app")
			.set("spring.datasource.driver-class-name", Driver.class.getName())
			.set("spring.main.lazy-initialization", "true")
			.run()) {
			assertThat(reason(context)).contains("is not a URL of the PostgreSQL driver");
			table.standsAside("MySQL", DataSource.class,
					"the URL is not one of the PostgreSQL driver (no MySQL was there)");
		}
	}

	private static String reason(ConfigurableApplicationContext context) {
		assertThat(context.getBeanProvider(PasswordlessConnection.class).getIfAvailable()).isNull();
		ConditionEvaluationReport report = ConditionEvaluationReport.get(context.getBeanFactory());
		return Objects
			.requireNonNull(
					report.getConditionAndOutcomesBySource().get(PasswordlessJdbcAutoConfiguration.class.getName()))
			.stream()
			.filter((outcome) -> !outcome.getOutcome().isMatch())
			.map((outcome) -> outcome.getOutcome().getMessage())
			.collect(Collectors.joining());
	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		@Bean
		DataSource own() {
			return DataSourceBuilder.create().url("jdbc:h2:mem:own").username("SA").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDetails {

		@Bean
		JdbcConnectionDetails ownDetails() {
			return new JdbcConnectionDetails() {

				@Override
				public String getJdbcUrl() {
					return "jdbc:h2:mem:details";
				}

				@Override
				public String getUsername() {
					return "SA";
				}

				@Override
				public String getPassword() {
					return "";
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Containers {

		@Bean
		@ServiceConnection
		RunningContainer container() {
			return new RunningContainer();
		}

	}

	/**
	 * Says what a container would say that runs.
	 */
	static final class RunningContainer extends JdbcDatabaseContainer<RunningContainer> {

		RunningContainer() {
			super(DockerImageName.parse("postgres"));
		}

		@Override
		public void start() {
		}

		@Override
		public boolean isRunning() {
			return true;
		}

		@Override
		public void stop() {
		}

		@Override
		public String getDriverClassName() {
			return "org.postgresql.Driver";
		}

		@Override
		public String getJdbcUrl() {
			return azure.get().database().jdbcUrl();
		}

		@Override
		public String getUsername() {
			return "container";
		}

		@Override
		public String getPassword() {
			return "container-password";
		}

		@Override
		protected String getTestQueryString() {
			return "select 1";
		}

	}

}
