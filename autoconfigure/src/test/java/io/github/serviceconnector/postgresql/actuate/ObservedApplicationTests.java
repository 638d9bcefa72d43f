package io.github.serviceconnector.postgresql.actuate;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import io.github.serviceconnector.postgresql.jdbc.PasswordlessJdbcAutoConfiguration;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import io.micrometer.core.instrument.Timer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what else an application that logs in shows to actuator and Micrometer, and
 * for what is not there.
 */
class ObservedApplicationTests extends AbstractObservedApplicationTests {

	private static final List<Class<?>> CONFIGURATIONS = List.of(TokenHealthAutoConfiguration.class,
			TokenMetricsAutoConfiguration.class, TokenObservationAutoConfiguration.class,
			TokenInfoAutoConfiguration.class);

	@Test
	void healthWhenLoggedInIsUp() {
		try (ConfigurableApplicationContext context = run()) {
			logIn(context);
			assertThat(context.getBean("serviceconnectorHealthContributor", HealthIndicator.class).health())
				.extracting(Health::getStatus)
				.isEqualTo(Status.UP);
		}
	}

	@Test
	void healthWhenSeveralConnectionsAreBoundIsOneForEach() {
		bindOrders();
		try (ConfigurableApplicationContext context = run()) {
			assertThat(context.getBean("serviceconnectorHealthContributor", CompositeHealthContributor.class).stream())
				.extracting(HealthContributors.Entry::name)
				.containsExactly("primary", "orders");
		}
	}

	@Test
	void healthWhenSwitchedOffIsAbsent() {
		try (ConfigurableApplicationContext context = run("--management.health.serviceconnector.enabled=false")) {
			assertThat(context.containsBean("serviceconnectorHealthContributor")).isFalse();
		}
	}

	@Test
	void requestWhenMadeAtALoginIsTimedByTheObservation() {
		this.variables.keySet().removeAll(azure.get().identityEnvironment().keySet());
		try (ConfigurableApplicationContext context = run(OwnCredential.class)) {
			logIn(context);
			Timer timer = registry(context).get(PREFIX + "token.duration").timer();
			assertThat(timer.count()).isEqualTo(1);
			assertThat(timer.getId().getTag("outcome")).isEqualTo("success");
			assertThat(timer.getId().getTag("identity")).isEqualTo("credential-bean");
		}
	}

	@Test
	void infoWhenAskedForShowsTheConnections() {
		bindOrders();
		try (ConfigurableApplicationContext context = run("--management.info.serviceconnector.enabled=true")) {
			logIn(context);
			Info.Builder info = new Info.Builder();
			context.getBean(TokenInfoContributor.class).contribute(info);
			assertThat(info.build().get("serviceconnector")).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsOnlyKeys("primary", "orders")
				.extractingByKey("primary", InstanceOfAssertFactories.MAP)
				.containsEntry("host", "localhost:" + azure.get().database().port())
				.containsEntry("database", "app")
				.containsEntry("role", "aad_app")
				.containsEntry("identity", "system-assigned managed identity")
				.containsKey("tokenExpiresOn");
		}
	}

	@Test
	void infoWhenNotAskedForIsAbsent() {
		try (ConfigurableApplicationContext context = run()) {
			assertThat(context.getBeanProvider(TokenInfoContributor.class)).isEmpty();
		}
	}

	@Test
	void applicationWhenNothingIsBoundHasNoBeanOfOurs() {
		this.variables.clear();
		try (ConfigurableApplicationContext context = run("--spring.datasource.url=jdbc:h2:mem:other",
				"--management.info.serviceconnector.enabled=true")) {
			assertThat(registry(context).getMeters()).isNotEmpty();
			assertNoBeans(context);
		}
	}

	@Test
	void applicationWithoutActuatorAndMicrometerLogsInAndHasNoBeanOfOurs() {
		ClassLoader classLoader = new FilteredClassLoader("org.springframework.boot.actuate",
				"org.springframework.boot.health", "org.springframework.boot.micrometer", "io.micrometer");
		try (ConfigurableApplicationContext context = BoundApplication.run(classLoader, FewConfigurations.class,
				this.variables)) {
			logIn(context);
			assertNoBeans(context);
		}
	}

	@Test
	void applicationWithoutARegistryHasHealthAndInfoAlone() {
		try (ConfigurableApplicationContext context = BoundApplication.run(FewConfigurations.class, this.variables,
				"--management.info.serviceconnector.enabled=true")) {
			logIn(context);
			assertThat(CONFIGURATIONS).filteredOn((type) -> context.getBeanNamesForType(type).length > 0)
				.containsExactly(TokenHealthAutoConfiguration.class, TokenInfoAutoConfiguration.class);
		}
	}

	private static void assertNoBeans(ConfigurableApplicationContext context) {
		CONFIGURATIONS.forEach((type) -> assertThat(context.getBeanNamesForType(type)).isEmpty());
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TokenHealthAutoConfiguration.class, TokenMetricsAutoConfiguration.class,
			TokenObservationAutoConfiguration.class, TokenInfoAutoConfiguration.class,
			PasswordlessJdbcAutoConfiguration.class, DataSourceAutoConfiguration.class })
	static class FewConfigurations {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(LoginApplication.class)
	static class OwnCredential {

		@Bean
		TokenCredential ownCredential() {
			return (request) -> Mono.fromSupplier(() -> new AccessToken(
					azure.get()
						.issueToken(azure.get().systemAssignedIdentity("aad_app"),
								request.getScopes().get(0).replace("/.default", ""), Duration.ofHours(1)),
					OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));
		}

	}

}
