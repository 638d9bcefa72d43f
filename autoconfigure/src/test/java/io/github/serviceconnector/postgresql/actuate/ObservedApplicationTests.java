package io.github.serviceconnector.postgresql.actuate;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import io.github.serviceconnector.postgresql.identity.ClockedLease;
import io.github.serviceconnector.postgresql.jdbc.PasswordlessJdbcAutoConfiguration;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what an application that logs in shows to actuator and Micrometer.
 */
class ObservedApplicationTests {

	private static final String IMPATIENT = "--spring.datasource.hikari.connection-timeout=1000";

	// A login for each connection
	private static final String UNPOOLED = "--spring.datasource.type=" + SimpleDriverDataSource.class.getName();

	private static final String PREFIX = "serviceconnector.postgresql.";

	private static final List<Class<?>> CONFIGURATIONS = List.of(TokenHealthAutoConfiguration.class,
			TokenMetricsAutoConfiguration.class, TokenObservationAutoConfiguration.class,
			TokenInfoAutoConfiguration.class);

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.create();

	private final Map<String, String> variables = new HashMap<>();

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		this.variables.putAll(azure.get().identityEnvironment());
	}

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
	void metersAfterALoginCountTheRequestThatWasMadeBeforeTheRegistry() {
		try (ConfigurableApplicationContext context = run()) {
			logIn(context);
			assertThat(count(context, "token.requests", "success")).isEqualTo(1);
			assertThat(count(context, "token.requests", "failure")).isZero();
			assertThat(count(context, "logins", "success")).isEqualTo(1);
			assertThat(count(context, "logins", "failure")).isZero();
			assertThat(remaining(context)).isBetween(23 * 3600d, 24 * 3600d);
		}
	}

	@Test
	void metersAfterARefusedLoginCountIt() {
		try (ConfigurableApplicationContext context = run(IMPATIENT)) {
			azure.get().database().refuse("28P01", "no");
			assertThatException().isThrownBy(() -> logIn(context));
			assertThat(count(context, "logins", "failure")).isPositive();
			assertThat(count(context, "logins", "success")).isZero();
		}
	}

	@Test
	void metersAfterAFailedRequestCountIt() {
		azure.get().identityEndpoint().respond(403, "{}");
		try (ConfigurableApplicationContext context = run(IMPATIENT)) {
			assertThatException().isThrownBy(() -> logIn(context));
			assertThat(count(context, "token.requests", "failure")).isEqualTo(1);
			assertThat(count(context, "token.requests", "success")).isZero();
			assertThat(count(context, "logins", "failure")).isPositive();
			assertThat(remaining(context)).isNaN();
		}
	}

	@Test
	void meterOfStaleTokensCountsALoginThatGotTheLastOneWhileItsRefreshFailed() {
		azure.get().identityEndpoint().tokenLifetime(Duration.ofHours(1));
		// The application shares the token, and so the clock
		try (ClockedLease clocked = new ClockedLease(azure.get());
				ConfigurableApplicationContext context = run(UNPOOLED)) {
			logIn(context);
			azure.get().identityEndpoint().respond(500, "{}");
			clocked.setTo(Duration.ofMinutes(50));
			clocked.logIn();
			assertThat(count(context, "token.stale")).isZero();
			logIn(context);
			assertThat(count(context, "token.stale")).isEqualTo(1);
			assertThat(count(context, "token.rejected")).isZero();
		}
	}

	@Test
	void meterOfRejectedTokensCountsOneThatTheServerRefused() {
		try (ClockedLease clocked = new ClockedLease(azure.get());
				ConfigurableApplicationContext context = run(UNPOOLED)) {
			logIn(context);
			azure.get().revokeTokens();
			// A token is too fresh to be replaced at first: it cannot be the reason then
			clocked.setTo(Duration.ofSeconds(10));
			assertThat(count(context, "token.rejected")).isZero();
			logIn(context);
			assertThat(count(context, "token.rejected")).isEqualTo(1);
			assertThat(count(context, "token.stale")).isZero();
		}
	}

	@Test
	void metersWhenConnectionsShareATokenAreThereForEach() {
		bindOrders();
		try (ConfigurableApplicationContext context = run()) {
			logIn(context);
			assertThat(registry(context).get(PREFIX + "token.requests").tag("outcome", "success").functionCounters())
				.extracting((counter) -> counter.getId().getTag("connection"))
				.containsExactlyInAnyOrder("primary", "orders");
			assertThat(registry(context).get(PREFIX + "logins")
				.tag("connection", "orders")
				.tag("outcome", "success")
				.functionCounter()
				.count()).isZero();
		}
	}

	@Test
	void metersWhenContextClosesLeaveARegistryThatOutlivesIt() {
		try (ConfigurableApplicationContext context = run(OwnRegistry.class)) {
			logIn(context);
			assertThat(OwnRegistry.REGISTRY.find(PREFIX + "logins").meters()).hasSize(2);
		}
		assertThat(OwnRegistry.REGISTRY.getMeters()).isNotEmpty()
			.noneMatch((meter) -> meter.getId().getName().startsWith(PREFIX));
	}

	@Test
	void metersWhenSwitchedOffAreAbsent() {
		try (ConfigurableApplicationContext context = run("--management.metrics.enable.serviceconnector=false")) {
			assertThat(registry(context).getMeters()).isNotEmpty()
				.noneMatch((meter) -> meter.getId().getName().startsWith(PREFIX));
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

	private void bindOrders() {
		this.variables.put("AZURE_POSTGRESQL_ORDERS_CONNECTIONSTRING",
				azure.get().database().jdbcUrl() + "&user=aad_app");
	}

	private ConfigurableApplicationContext run(String... arguments) {
		return run(LoginApplication.class, arguments);
	}

	private ConfigurableApplicationContext run(Class<?> application, String... arguments) {
		return BoundApplication.run(application, this.variables,
				Stream.concat(Stream.of("--spring.datasource.hikari.maximum-pool-size=1"), Stream.of(arguments))
					.toArray(String[]::new));
	}

	private static void logIn(ConfigurableApplicationContext context) {
		assertThat(LoginApplication.currentUser(context.getBean(DataSource.class))).isEqualTo("aad_app");
	}

	private static MeterRegistry registry(ConfigurableApplicationContext context) {
		return context.getBean(MeterRegistry.class);
	}

	private static double count(ConfigurableApplicationContext context, String name, String outcome) {
		return registry(context).get(PREFIX + name)
			.tag("connection", "primary")
			.tag("outcome", outcome)
			.functionCounter()
			.count();
	}

	private static double count(ConfigurableApplicationContext context, String name) {
		return registry(context).get(PREFIX + name).tag("connection", "primary").functionCounter().count();
	}

	private static double remaining(ConfigurableApplicationContext context) {
		return registry(context).get(PREFIX + "token.remaining").timeGauge().value(TimeUnit.SECONDS);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TokenHealthAutoConfiguration.class, TokenMetricsAutoConfiguration.class,
			TokenObservationAutoConfiguration.class, TokenInfoAutoConfiguration.class,
			PasswordlessJdbcAutoConfiguration.class, DataSourceAutoConfiguration.class })
	static class FewConfigurations {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(LoginApplication.class)
	static class OwnRegistry {

		static final MeterRegistry REGISTRY = new SimpleMeterRegistry();

		@Bean
		MeterRegistry ownRegistry() {
			return REGISTRY;
		}

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
