package io.github.serviceconnector.postgresql.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.test.context.support.AnnotationConfigContextLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AutoConfigureLocalAzure}, with nothing of Spring but its test
 * framework.
 */
@SpringJUnitConfig
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:test")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@AutoConfigureLocalAzure(role = "aad_tests")
class AutoConfigureLocalAzureTests {

	private static final String CLIENT_ID = "0f3d9f0e-8a3b-4c57-9b51-3b0c6d1f7a11";

	private final LocalAzure azure;

	private final Environment environment;

	AutoConfigureLocalAzureTests(@Autowired LocalAzure azure, @Autowired Environment environment) {
		this.azure = azure;
		this.environment = environment;
	}

	@Test
	void settingsStandAboveThoseOfTheTest() {
		assertThat(this.environment.getProperty("spring.datasource.url")).isEqualTo(this.azure.database().jdbcUrl());
		assertThat(this.environment.getProperty("spring.datasource.username")).isEqualTo("aad_tests");
		assertThat(this.environment.getProperty("spring.datasource.azure.passwordless-enabled")).isEqualTo("true");
		assertThat(this.environment.getProperty("IDENTITY_ENDPOINT"))
			.isEqualTo(this.azure.identityEndpoint().uri().toString());
		assertThat(this.environment.getProperty("IDENTITY_HEADER")).isNotEmpty();
	}

	@Test
	@Order(1)
	void scriptWhenTestEndsIsLeftBehind() {
		this.azure.database().refuse("28000", "scripted");
		assertThatExceptionOfType(SQLException.class).isThrownBy(this::login).withMessageContaining("scripted");
		assertThat(this.azure.database().logins()).hasSize(1);
	}

	@Test
	@Order(2)
	void scriptWhenNextTestStartsIsGone() throws SQLException {
		assertThat(this.azure.database().logins()).isEmpty();
		login();
	}

	private void login() throws SQLException {
		String token = Databases.token(this.azure, this.azure.systemAssignedIdentity("aad_tests"));
		Databases.connect(this.azure, "aad_tests", token).close();
	}

	@Test
	void settingsWhenIdentityIsUserAssignedNameIt() {
		try (GenericApplicationContext context = customized("aad_user", CLIENT_ID)) {
			assertThat(context.getEnvironment().getProperty("spring.cloud.azure.credential.client-id"))
				.isEqualTo(CLIENT_ID);
			assertThat(context.getEnvironment().getProperty("spring.datasource.username")).isEqualTo("aad_user");
		}
	}

	@Test
	void variablesOfAnotherIdentityAreHidden() {
		try (GenericApplicationContext context = customized("aad_app", "")) {
			assertThat(context.getEnvironment().getProperty("AZURE_CLIENT_ID")).isNull();
			assertThat(context.getEnvironment().getProperty("AZURE_FEDERATED_TOKEN_FILE")).isNull();
			assertThat(context.getEnvironment().getProperty("AZURE_TOKEN_CREDENTIALS")).isNull();
			assertThat(context.getEnvironment().getProperty("other.variable")).isEqualTo("kept");
		}
	}

	@Test
	void serverWhenContextClosesEndsAfterTheOtherBeans() {
		List<Boolean> running = new ArrayList<>();
		Path certificate;
		try (GenericApplicationContext context = customized("aad_app", "")) {
			certificate = context.getBean(LocalAzure.class).caCertificate();
			context.registerBean(DisposableBean.class, () -> () -> running.add(Files.exists(certificate)));
			context.getBean(DisposableBean.class);
		}
		assertThat(running).containsExactly(true);
		assertThat(certificate).doesNotExist();
	}

	private static GenericApplicationContext customized(String role, String clientId) {
		String variables = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		GenericApplicationContext context = new GenericApplicationContext();
		context.getEnvironment()
			.getPropertySources()
			.replace(variables,
					new SystemEnvironmentPropertySource(variables,
							Map.of("AZURE_CLIENT_ID", "another", "AZURE_FEDERATED_TOKEN_FILE", "/another",
									"AZURE_TOKEN_CREDENTIALS", "EnvironmentCredential", "OTHER_VARIABLE", "kept")));
		new LocalAzureContextCustomizer(role, clientId).customizeContext(context, new MergedContextConfiguration(
				AutoConfigureLocalAzureTests.class, null, null, null, new AnnotationConfigContextLoader()));
		context.refresh();
		return context;
	}

	@Nested
	class NestedTests {

		@Test
		void azureWhenTestIsNestedIsTheSame(@Autowired ApplicationContext context) {
			assertThat(context.getBean(LocalAzure.class)).isSameAs(AutoConfigureLocalAzureTests.this.azure);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
