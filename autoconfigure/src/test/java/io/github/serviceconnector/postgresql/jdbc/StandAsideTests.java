package io.github.serviceconnector.postgresql.jdbc;

import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.serviceconnector.postgresql.PasswordlessConnection;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications that are left as Spring Boot makes them.
 */
@ExtendWith(OutputCaptureExtension.class)
class StandAsideTests {

	private static final Map<String, String> BOUND = Map.of("spring.datasource.url",
			"jdbc:postgresql://db.postgres.database.azure.com:5432/app?sslmode=require", "spring.datasource.username",
			"aad_app", "spring.datasource.azure.passwordless-enabled", "true");

	@Test
	void runWhenDatabaseIsH2LeavesItAlone() {
		try (ConfigurableApplicationContext context = BoundApplication.run(LoginApplication.class,
				Map.of("SPRING_DATASOURCE_URL", "jdbc:h2:mem:test", "SPRING_DATASOURCE_PASSWORD", "needed"))) {
			assertThat(context.getBean(HikariDataSource.class).getPassword()).isEqualTo("needed");
			assertThat(LoginApplication.currentUser(context.getBean(DataSource.class))).isEqualTo("SA");
			assertStoodAside(context, "is not a URL of the PostgreSQL driver");
		}
	}

	@Test
	void runWhenPostgresqlIsElsewhereLeavesItAlone() {
		String url = "jdbc:postgresql://db.example.com/app";
		try (ConfigurableApplicationContext context = BoundApplication.run(LoginApplication.class,
				Map.of("SPRING_DATASOURCE_URL", url, "SPRING_DATASOURCE_PASSWORD", "needed"))) {
			assertThat(context.getBean(HikariDataSource.class).getJdbcUrl()).isEqualTo(url);
			assertThat(context.getBean(HikariDataSource.class).getPassword()).isEqualTo("needed");
			assertStoodAside(context, "names a host that is not Azure's");
		}
	}

	@Test
	void runWhenSwitchIsOffLeavesItAlone() {
		try (ConfigurableApplicationContext context = BoundApplication.run(LoginApplication.class,
				Map.of("SPRING_DATASOURCE_URL", BOUND.get("spring.datasource.url"), "SPRING_DATASOURCE_PASSWORD",
						"needed", "SPRING_DATASOURCE_AZURE_PASSWORDLESSENABLED", "false"))) {
			assertThat(context.getBean(HikariDataSource.class).getPassword()).isEqualTo("needed");
			assertStoodAside(context, "is false");
		}
	}

	@Test
	void runWhenApplicationHasADataSourceLeavesItAndNamesIt(CapturedOutput output) {
		try (ConfigurableApplicationContext context = BoundApplication.run(OwnDataSource.class, BOUND)) {
			assertThat(context.getBean(DataSource.class)).isInstanceOf(SimpleDriverDataSource.class);
			assertStoodAside(context, "found beans of type 'javax.sql.DataSource' ownDataSource");
			assertThat(output)
				.containsOnlyOnce("'spring.datasource.url' from System Environment Property \"spring.datasource.url\" "
						+ "asks for a login with a token, and the bean 'ownDataSource' of "
						+ OwnDataSource.class.getName()
						+ " is used instead. Remove that bean to let the starter connect; to keep it, set "
						+ "'spring.datasource.azure.passwordless-enabled=false'.")
				.containsPattern("WARN .* 'ownDataSource'");
		}
	}

	@Test
	void runWhenApplicationHasConnectionDetailsTakesThemAndNamesThem(CapturedOutput output) {
		try (ConfigurableApplicationContext context = BoundApplication.run(OwnDetails.class, BOUND)) {
			assertThat(context.getBean(HikariDataSource.class).getJdbcUrl())
				.isEqualTo("jdbc:postgresql://container/test");
			assertStoodAside(context, "JdbcConnectionDetails' ownDetails");
			assertThat(output).containsPattern("INFO .* asks for a login with a token, and the bean 'ownDetails' of ")
				.doesNotContain("and the bean 'dataSource'");
		}
	}

	@Test
	void runWhenApplicationHasADataSourceAndNothingAsksForATokenIsSilent(CapturedOutput output) {
		BoundApplication.run(OwnDataSource.class, Map.of()).close();
		assertThat(output).doesNotContain("ownDataSource");
	}

	private static void assertStoodAside(ConfigurableApplicationContext context, String reason) {
		assertThat(context.getBeanProvider(PasswordlessConnection.class).getIfAvailable()).isNull();
		ConditionEvaluationReport report = ConditionEvaluationReport.get(context.getBeanFactory());
		assertThat(report.getConditionAndOutcomesBySource().get(PasswordlessJdbcAutoConfiguration.class.getName()))
			.anySatisfy((outcome) -> {
				assertThat(outcome.getOutcome().isMatch()).isFalse();
				assertThat(outcome.getOutcome().getMessage()).contains(reason);
			});
	}

	@Configuration(proxyBeanMethods = false)
	@Import(LoginApplication.class)
	static class OwnDataSource {

		@Bean
		DataSource ownDataSource() {
			return new SimpleDriverDataSource();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(LoginApplication.class)
	static class OwnDetails {

		@Bean
		JdbcConnectionDetails ownDetails() {
			return new JdbcConnectionDetails() {

				@Override
				public String getJdbcUrl() {
					return "jdbc:postgresql://container/test";
				}

				@Override
				public @Nullable String getUsername() {
					return "test";
				}

				@Override
				public @Nullable String getPassword() {
					return "test";
				}

			};
		}

	}

}
