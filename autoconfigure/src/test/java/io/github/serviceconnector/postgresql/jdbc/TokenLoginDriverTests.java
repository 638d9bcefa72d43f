package io.github.serviceconnector.postgresql.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.RecordedLogin;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TokenLoginDriver}.
 */
class TokenLoginDriverTests {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private ConfigurableApplicationContext context;

	private JdbcConnectionDetails details;

	@BeforeEach
	void start() {
		Map<String, String> variables = new HashMap<>(
				azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		variables.putAll(azure.get().identityEnvironment());
		this.context = BoundApplication.run(LoginApplication.class, variables);
		this.details = this.context.getBean(JdbcConnectionDetails.class);
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void connectWhenCachedTokenIsRefusedTriesOnceMoreWithANewOne() throws SQLException {
		connect("aad_app").close();
		azure.get().revokeTokens();
		// A token is too fresh to be replaced at first: it cannot be the reason then
		Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
			connect("aad_app").close();
			return true;
		});
		assertThat(azure.get().identityEndpoint().requests()).hasSize(2);
		assertThat(azure.get().database().logins()).last()
			.satisfies((login) -> assertThat(login.outcome()).isEqualTo(RecordedLogin.Outcome.ACCEPTED));
	}

	@Test
	void connectWhenRoleIsAnothersSaysWhoWasAskedForAndWhomTheTokenNames() {
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connect("o'brien"))
			.withMessageContaining("The role 'o'brien' was asked for; the token names the application ")
			.withMessageContaining("run select * from pgaadauth_create_principal('o''brien', false, false); or correct "
					+ "'spring.datasource.username'.")
			.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo("28P01"))
			.withMessageNotContaining("eyJ");
	}

	private Connection connect(String role) throws SQLException {
		Properties info = new Properties();
		info.setProperty("user", role);
		return Objects.requireNonNull(new TokenLoginDriver().connect(this.details.getJdbcUrl(), info));
	}

}
