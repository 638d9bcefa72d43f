package io.github.serviceconnector.postgresql.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.zaxxer.hikari.HikariDataSource;
import io.github.serviceconnector.postgresql.PasswordlessConnection;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.RecordedLogin;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for a login with a token: a whole application, a real PostgreSQL, the real
 * endpoint of an identity.
 */
@ExtendWith(OutputCaptureExtension.class)
class PasswordlessLoginTests {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private final Map<String, String> variables = new HashMap<>();

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		this.variables.putAll(azure.get().identityEnvironment());
	}

	@Test
	void loginWhenBoundUsesATokenOfTheManagedIdentity(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run()) {
			assertThat(LoginApplication.currentUser(context.getBean(DataSource.class))).isEqualTo("aad_app");
			PasswordlessConnection connection = context.getBean(PasswordlessConnection.class);
			assertThat(connection.role()).isEqualTo("aad_app");
			assertThat(connection.host()).isEqualTo("localhost");
			assertThat(connection.port()).isEqualTo(azure.get().database().port());
			assertThat(connection.certificateVerified()).isTrue();
			assertThat(connection.tokenExpiresOn()).isPresent();
		}
		assertThat(output.getAll().lines()).noneMatch((line) -> line.contains(" WARN "));
		assertThat(output).containsOnlyOnce("is entered as aad_app with a token of the system-assigned managed identity"
				+ " (binding: 'spring.datasource.url' from System Environment Property \"spring.datasource.url\")");
	}

	@Test
	void loginWhenPoolOfTenAsksForOneToken() throws SQLException {
		try (ConfigurableApplicationContext context = run()) {
			DataSource dataSource = context.getBean(DataSource.class);
			List<Connection> connections = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				connections.add(dataSource.getConnection());
			}
			for (Connection connection : connections) {
				connection.close();
			}
		}
		assertThat(azure.get().database().logins()).hasSizeGreaterThanOrEqualTo(10)
			.allMatch((login) -> login.outcome() == RecordedLogin.Outcome.ACCEPTED);
		assertThat(azure.get().identityEndpoint().requests()).hasSize(1);
	}

	@Test
	void loginWhenPasswordIsLeftOverIgnoresIt(CapturedOutput output) {
		this.variables.put("SPRING_DATASOURCE_PASSWORD", "left-0ver");
		this.variables.put("SPRING_DATASOURCE_HIKARI_PASSWORD", "left-0ver");
		try (ConfigurableApplicationContext context = run()) {
			assertThat(LoginApplication.currentUser(context.getBean(DataSource.class))).isEqualTo("aad_app");
			assertThat(context.getBean(HikariDataSource.class).getPassword()).isEmpty();
		}
		assertThat(output).contains("The password in 'spring.datasource.password' from System Environment Property")
			.contains("The password in 'spring.datasource.hikari.password' from System Environment Property")
			.doesNotContain("left-0ver");
	}

	@Test
	void loginWhenUserAssignedIdentityIsBoundAsksForIt() {
		this.variables.clear();
		this.variables
			.putAll(azure.get().springBootSettings(azure.get().userAssignedIdentity("4711", "aad_user_assigned")));
		this.variables.putAll(azure.get().identityEnvironment());
		try (ConfigurableApplicationContext context = run()) {
			assertThat(LoginApplication.currentUser(context.getBean(DataSource.class))).isEqualTo("aad_user_assigned");
			assertThat(context.getBean(PasswordlessConnection.class).identity())
				.isEqualTo("user-assigned managed identity 4711");
		}
		assertThat(azure.get().identityEndpoint().requests()).singleElement()
			.satisfies((request) -> assertThat(request.query()).containsEntry("client_id", "4711"));
	}

	@Test
	void loginWhenTwoContextsHaveTwoIdentitiesKeepsThemApart() {
		Map<String, String> other = new HashMap<>(
				azure.get().springBootSettings(azure.get().userAssignedIdentity("4712", "aad_other")));
		other.putAll(azure.get().identityEnvironment());
		try (ConfigurableApplicationContext first = run();
				ConfigurableApplicationContext second = BoundApplication.run(LoginApplication.class, other)) {
			assertThat(LoginApplication.currentUser(first.getBean(DataSource.class))).isEqualTo("aad_app");
			assertThat(LoginApplication.currentUser(second.getBean(DataSource.class))).isEqualTo("aad_other");
		}
	}

	@Test
	void loginWhenTwoContextsShareAnIdentityAsksForOneToken() {
		try (ConfigurableApplicationContext first = run(); ConfigurableApplicationContext second = run()) {
			LoginApplication.currentUser(first.getBean(DataSource.class));
			LoginApplication.currentUser(second.getBean(DataSource.class));
		}
		assertThat(azure.get().identityEndpoint().requests()).hasSize(1);
	}

	@Test
	void loginWhenEndpointRefusesSaysWhyAndWhatToDo() {
		azure.get().identityEndpoint().respond(400, "{\"message\":\"No User Assigned or Delegated Managed Identity\"}");
		try (ConfigurableApplicationContext context = run("--spring.datasource.hikari.connection-timeout=1000")) {
			DataSource dataSource = context.getBean(DataSource.class);
			assertThatExceptionOfType(SQLException.class).isThrownBy(dataSource::getConnection)
				.havingRootCause()
				.withMessageContaining("answered with status 400 to the request for a token of the system-assigned "
						+ "managed identity: No User Assigned or Delegated Managed Identity");
		}
		assertThat(azure.get().database().logins()).noneMatch(RecordedLogin::passwordReceived);
	}

	@Test
	void loginWhenApplicationHasACredentialTakesIt(CapturedOutput output) {
		try (ConfigurableApplicationContext context = BoundApplication.run(OwnCredential.class, this.variables)) {
			assertThat(LoginApplication.currentUser(context.getBean(DataSource.class))).isEqualTo("aad_app");
		}
		assertThat(output).contains("with a token of the TokenCredential bean 'ownCredential'");
		assertThat(azure.get().identityEndpoint().requests()).isEmpty();
	}

	@Test
	void loginLeavesSpringCloudAzuresCredentialUnmade() {
		try (ConfigurableApplicationContext context = run()) {
			LoginApplication.currentUser(context.getBean(DataSource.class));
			assertThat(context.containsBeanDefinition("springCloudAzureDefaultCredential")).isTrue();
			assertThat(context.getBeanFactory().containsSingleton("springCloudAzureDefaultCredential")).isFalse();
			assertThat(context.containsBean("jdbcConfigurationPropertiesBeanPostProcessor")).isFalse();
		}
	}

	@Test
	void loginWhenBindingNamesNoRoleTakesTheTokens() {
		azure.get().userAssignedIdentity("4713", "aad_named");
		this.variables.remove("spring.datasource.username");
		this.variables.put("spring.datasource.azure.credential.client-id", "4713");
		this.variables.put("spring.datasource.azure.credential.managed-identity-enabled", "true");
		try (ConfigurableApplicationContext context = run()) {
			assertThat(LoginApplication.currentUser(context.getBean(DataSource.class))).isEqualTo("aad_named");
		}
	}

	@Test
	void startWhenNeitherBindingNorTokenNamesARoleSaysWhatToSet(CapturedOutput output) {
		this.variables.remove("spring.datasource.username");
		assertThatException().isThrownBy(this::run);
		assertThat(output).contains(
				"'spring.datasource.url' from System Environment Property \"spring.datasource.url\" is bound, but "
						+ "no user is, and the token of the system-assigned managed identity names no role: it names the "
						+ "application ")
			.contains(
					"Set 'spring.datasource.username' to the PostgreSQL role of the app's identity; Service Connector "
							+ "names it aad_<connection name>.");
	}

	@Test
	void loginWhenUrlNamesMicrosoftsPluginKeepsWorkingWithOneTokenRequest() {
		this.variables.computeIfPresent("spring.datasource.url", (name, url) -> url + "&authenticationPluginClassName="
				+ "com.azure.identity.extensions.jdbc.postgresql.AzurePostgresqlAuthenticationPlugin");
		try (ConfigurableApplicationContext context = run()) {
			assertThat(LoginApplication.currentUser(context.getBean(DataSource.class))).isEqualTo("aad_app");
			assertThat(context.getBean(HikariDataSource.class).getJdbcUrl()).contains("verify-full")
				.doesNotContain("com.azure");
		}
		assertThat(azure.get().identityEndpoint().requests()).hasSize(1);
	}

	@Test
	void urlHoldsNoSecret() {
		try (ConfigurableApplicationContext context = run()) {
			LoginApplication.currentUser(context.getBean(DataSource.class));
			assertThat(context.getBean(HikariDataSource.class).getJdbcUrl())
				.doesNotContain(azure.get().identityEnvironment().get("IDENTITY_HEADER"));
		}
	}

	private ConfigurableApplicationContext run(String... arguments) {
		return BoundApplication.run(LoginApplication.class, this.variables, arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(LoginApplication.class)
	static class OwnCredential {

		@Bean
		TokenCredential ownCredential() {
			return (request) -> Mono.fromSupplier(() -> {
				String token = azure.get()
					.issueToken(azure.get().systemAssignedIdentity("aad_app"),
							request.getScopes().get(0).replace("/.default", ""), Duration.ofHours(1));
				return new AccessToken(token, OffsetDateTime.now(ZoneOffset.UTC).plusHours(1));
			});
		}

	}

}
