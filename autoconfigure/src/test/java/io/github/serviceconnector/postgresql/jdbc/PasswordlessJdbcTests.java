package io.github.serviceconnector.postgresql.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.LocalIdentity;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.DriverManagerApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PasswordlessJdbc}.
 */
class PasswordlessJdbcTests {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private final Map<String, String> variables = new HashMap<>();

	@BeforeEach
	void bind() {
		LocalIdentity identity = azure.get().userAssignedIdentity("app-client", "aad_app");
		azure.get().userAssignedIdentity("app-client", "aad_reports");
		this.variables.putAll(azure.get().springBootSettings(identity));
		this.variables.putAll(azure.get().identityEnvironment());
		this.variables.put("app.reports.url", azure.get().database().jdbcUrl());
		this.variables.put("app.reports.username", "aad_reports");
	}

	@Test
	void builderWhenBesideTheApplicationsOwnGivesAPoolThatLogsInWithTheSameToken() {
		this.variables.put("app.reports.password", "left-0ver");
		this.variables.put("app.reports.pool.maximum-pool-size", "3");
		try (ConfigurableApplicationContext context = BoundApplication.run(Reports.class, this.variables)) {
			HikariDataSource reports = context.getBean("reports", HikariDataSource.class);
			assertThat(LoginApplication.currentUser(reports)).isEqualTo("aad_reports");
			assertThat(LoginApplication.currentUser(context.getBean(DataSource.class))).isEqualTo("aad_app");
			assertThat(reports.getMaximumPoolSize()).isEqualTo(3);
			assertThat(reports.getPassword()).isEmpty();
			assertThat(reports.getDriverClassName()).isEqualTo(TokenLoginDriver.class.getName());
		}
		assertThat(azure.get().identityEndpoint().requests()).hasSize(1);
	}

	@Test
	void builderWhenThereIsNoOtherDataSourceIsThereToo() {
		this.variables.keySet().removeIf((name) -> name.startsWith("spring.datasource"));
		try (ConfigurableApplicationContext context = BoundApplication.run(Reports.class, this.variables,
				"--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")) {
			assertThat(LoginApplication.currentUser(context.getBean("reports", DataSource.class)))
				.isEqualTo("aad_reports");
		}
	}

	@Test
	void urlWhenContextIsClosedIsOfNoUse() throws SQLException {
		String url;
		try (ConfigurableApplicationContext context = BoundApplication.run(LoginApplication.class, this.variables)) {
			url = context.getBean(PasswordlessJdbc.class)
				.url(azure.get().database().jdbcUrl() + "&user=aad_reports&password=left-0ver");
			assertThat(url).doesNotContain("left-0ver");
			try (Connection connection = DriverManager.getConnection(url)) {
				assertThat(connection.getMetaData().getUserName()).isEqualTo("aad_reports");
			}
		}
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> DriverManager.getConnection(url))
			.withMessageContaining("The application context that this connection belongs to is closed.");
	}

	@Test
	void urlWhenItNamesNoUserHasTheRoleThatTheTokenNames() {
		try (ConfigurableApplicationContext context = BoundApplication.run(LoginApplication.class, this.variables)) {
			assertThat(context.getBean(PasswordlessJdbc.class).url(azure.get().database().jdbcUrl()))
				.endsWith("&user=aad_app");
		}
	}

	@Test
	void urlWhenAskedForAgainIsTheSame() {
		try (ConfigurableApplicationContext context = BoundApplication.run(LoginApplication.class, this.variables)) {
			PasswordlessJdbc passwordless = context.getBean(PasswordlessJdbc.class);
			String url = azure.get().database().jdbcUrl() + "&user=aad_app";
			assertThat(passwordless.url(url)).isEqualTo(passwordless.url(url));
		}
	}

	@Test
	void urlWhenHostIsNotLoopbackRaisesTls() {
		try (ConfigurableApplicationContext context = BoundApplication.run(LoginApplication.class, this.variables)) {
			assertThat(context.getBean(PasswordlessJdbc.class)
				.url("jdbc:postgresql://db.example.com/reports?user=aad_app&sslmode=require"))
				.contains("sslmode=verify-full");
		}
	}

	@Test
	void urlWhenUserHasSpecialCharactersStaysOneParameter() {
		try (ConfigurableApplicationContext context = BoundApplication.run(LoginApplication.class, this.variables)) {
			assertThat(context.getBean(PasswordlessJdbc.class)
				.url("jdbc:postgresql://localhost/reports?user=a%26socketFactory%3Devil"))
				.contains("user=a%26socketFactory%3Devil")
				.doesNotContain("&socketFactory");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:h2:mem:test", "jdbc:postgresql:reports" })
	void urlWhenItNamesNoPostgresqlServerIsRefused(String url) {
		try (ConfigurableApplicationContext context = BoundApplication.run(LoginApplication.class, this.variables)) {
			PasswordlessJdbc passwordless = context.getBean(PasswordlessJdbc.class);
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> passwordless.url(url))
				.withMessageContaining("'jdbcUrl' from the application's code")
				.satisfies((ex) -> assertThat(ex.getAction()).contains("jdbc:postgresql://"));
		}
	}

	@Test
	void loginWhenDataSourceDropsTheParameterSaysSo() {
		try (ConfigurableApplicationContext context = BoundApplication.run(LoginApplication.class, this.variables)) {
			PGSimpleDataSource dataSource = new PGSimpleDataSource();
			dataSource.setUrl(
					context.getBean(PasswordlessJdbc.class).url(azure.get().database().jdbcUrl() + "&user=aad_app"));
			assertThatExceptionOfType(SQLException.class).isThrownBy(dataSource::getConnection)
				.withMessageContaining("A PGSimpleDataSource drops it");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "sample" })
	void driverManagerWithoutSpringLogsIn(String argument) throws Exception {
		Map<String, String> variables = new HashMap<>(azure.get().identityEnvironment());
		azure.get().systemAssignedIdentity("aad_java");
		variables.put("AZURE_POSTGRESQL_CONNECTIONSTRING", azure.get().database().jdbcUrl() + "&user=aad_java");
		ApplicationProcess.Result result = ApplicationProcess.run(DriverManagerApplication.class, variables, List.of(),
				argument.isEmpty() ? new String[0] : new String[] { argument });
		assertThat(result.output()).contains("Logged in as aad_java");
		assertThat(result.exitCode()).isZero();
	}

	@Configuration(proxyBeanMethods = false)
	@Import(LoginApplication.class)
	static class Reports {

		@Bean(defaultCandidate = false)
		@Qualifier("reports")
		@ConfigurationProperties("app.reports")
		DataSourceProperties reportsProperties() {
			return new DataSourceProperties();
		}

		@Bean(defaultCandidate = false)
		@Qualifier("reports")
		@ConfigurationProperties("app.reports.pool")
		HikariDataSource reports(@Qualifier("reports") DataSourceProperties properties, PasswordlessJdbc passwordless) {
			return passwordless.builder(properties).type(HikariDataSource.class).build();
		}

	}

}
