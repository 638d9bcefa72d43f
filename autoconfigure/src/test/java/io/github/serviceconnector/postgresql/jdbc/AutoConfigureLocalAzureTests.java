package io.github.serviceconnector.postgresql.jdbc;

import java.sql.SQLException;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.PasswordlessConnection;
import io.github.serviceconnector.postgresql.local.AutoConfigureLocalAzure;
import io.github.serviceconnector.postgresql.local.LocalAzure;
import io.github.serviceconnector.postgresql.local.RecordedLogin;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.junit.jupiter.api.Test;

import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for applications whose tests have {@link AutoConfigureLocalAzure}. This JVM's
 * environment asks for another credential than a managed identity.
 */
class AutoConfigureLocalAzureTests {

	@Test
	void loginIsMadeWithOneTokenOfTheStandIn() {
		ApplicationContext context = contextOf(Plain.class);
		LocalAzure azure = context.getBean(LocalAzure.class);
		assertThat(currentUser(context)).isEqualTo("aad_app");
		assertThat(azure.database().logins()).isNotEmpty()
			.allMatch((login) -> login.outcome() == RecordedLogin.Outcome.ACCEPTED && login.passwordReceived());
		assertThat(azure.identityEndpoint().requests()).hasSize(1);
		assertThat(context.getBean(PasswordlessConnection.class).identity())
			.isEqualTo("system-assigned managed identity");
	}

	@Test
	void contextWhenClassesAskForTheSameIsShared() {
		assertThat(contextOf(Other.class)).isSameAs(contextOf(Plain.class));
	}

	@Test
	void contextWhenClassesAskForOtherIdentitiesHasAServerOfItsOwn() {
		ApplicationContext context = contextOf(UserAssigned.class);
		assertThat(context.getBean(LocalAzure.class)).isNotSameAs(contextOf(Plain.class).getBean(LocalAzure.class));
		assertThat(currentUser(context)).isEqualTo("aad_orders");
		assertThat(context.getBean(PasswordlessConnection.class).identity())
			.isEqualTo("user-assigned managed identity 4711");
	}

	@Test
	void sliceKeepsTheDatabaseAndItsLogin() {
		ApplicationContext context = contextOf(Slice.class);
		assertThat(currentUser(context)).isEqualTo("aad_slice");
		assertThat(context.getBean(PasswordlessConnection.class).role()).isEqualTo("aad_slice");
	}

	// Spring Cloud Azure asks azure-identity then, which reads the process environment
	@Test
	void loginWhenStarterIsOffFindsNoToken() {
		ApplicationContext context = contextOf(StarterOff.class);
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> context.getBean(DataSource.class).getConnection());
		LocalAzure azure = context.getBean(LocalAzure.class);
		assertThat(azure.database().logins()).isNotEmpty().noneMatch(RecordedLogin::passwordReceived);
		assertThat(azure.identityEndpoint().requests()).isEmpty();
	}

	private static ApplicationContext contextOf(Class<?> testClass) {
		return new TestContextManager(testClass).getTestContext().getApplicationContext();
	}

	private static String currentUser(ApplicationContext context) {
		return LoginApplication.currentUser(context.getBean(DataSource.class));
	}

	@SpringBootTest(classes = LoginApplication.class)
	@AutoConfigureLocalAzure
	static class Plain {

	}

	@SpringBootTest(classes = LoginApplication.class)
	@AutoConfigureLocalAzure
	static class Other {

	}

	@SpringBootTest(classes = LoginApplication.class)
	@AutoConfigureLocalAzure(role = "aad_orders", clientId = "4711")
	static class UserAssigned {

	}

	@SpringBootTest(classes = LoginApplication.class, properties = "serviceconnector.postgresql.enabled=false")
	@AutoConfigureLocalAzure
	static class StarterOff {

	}

	@JdbcTest
	@ContextConfiguration(classes = LoginApplication.class)
	@AutoConfigureLocalAzure(role = "aad_slice")
	static class Slice {

	}

}
