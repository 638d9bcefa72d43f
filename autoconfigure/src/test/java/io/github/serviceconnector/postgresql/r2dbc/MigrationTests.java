package io.github.serviceconnector.postgresql.r2dbc;

import java.util.HashMap;
import java.util.Map;

import io.agroal.springframework.boot.AgroalDataSourceAutoConfiguration;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.r2dbc.spi.ConnectionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for migrations through JDBC beside R2DBC, from one binding.
 */
@ExtendWith(OutputCaptureExtension.class)
class MigrationTests {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private final Map<String, String> variables = new HashMap<>();

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		this.variables.putAll(azure.get().identityEnvironment());
		this.variables.put("SPRING_R2DBC_POOL_INITIALSIZE", "1");
	}

	@Test
	void flywayMigratesThroughJdbcWithTheSameToken(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run("--spring.liquibase.enabled=false",
				"--spring.flyway.locations=classpath:migrations/flyway")) {
			assertThat(ask(context, "select text from flyway_note")).isEqualTo("by Flyway");
		}
		assertThat(output).containsOnlyOnce("is entered as aad_app with a token")
			.containsOnlyOnce("is entered through R2DBC as aad_app with a token");
		assertThat(azure.get().identityEndpoint().requests()).hasSize(1);
	}

	@Test
	void liquibaseMigratesThroughJdbcWithTheSameToken() {
		try (ConfigurableApplicationContext context = run("--spring.flyway.enabled=false",
				"--spring.liquibase.change-log=classpath:migrations/liquibase.sql")) {
			assertThat(ask(context, "select text from liquibase_note")).isEqualTo("by Liquibase");
		}
		assertThat(azure.get().identityEndpoint().requests()).hasSize(1);
	}

	@Test
	void flywayWhenUrlIsItsOwnTakesThat() {
		assertThatException()
			.isThrownBy(() -> run("--spring.liquibase.enabled=false",
					"--spring.flyway.url=jdbc:postgresql://localhost:1/own", "--spring.flyway.user=own"))
			.withStackTraceContaining("Connection to localhost:1 refused");
	}

	@Test
	void flywayWhenR2dbcHasAUrlOfItsOwnMigratesTheBinding() {
		try (ConfigurableApplicationContext context = run("--spring.liquibase.enabled=false",
				"--spring.r2dbc.url=r2dbc:postgresql://localhost:1/own", "--spring.r2dbc.username=own",
				"--spring.flyway.locations=classpath:migrations/flyway")) {
			assertThat(context.getBeanProvider(PasswordlessR2dbcConnectionDetails.class).getIfAvailable()).isNull();
			assertThat(azure.get().database().logins()).isNotEmpty();
		}
	}

	private ConfigurableApplicationContext run(String... arguments) {
		return BoundApplication.run(MigratingApplication.class, this.variables, arguments);
	}

	private static String ask(ConfigurableApplicationContext context, String query) {
		return ReactiveApplication.ask(context.getBean(ConnectionFactory.class), query);
	}

	@Configuration(proxyBeanMethods = false)
	// Agroal makes its pool beside a ConnectionFactory, too
	@EnableAutoConfiguration(exclude = AgroalDataSourceAutoConfiguration.class)
	static class MigratingApplication {

	}

}
