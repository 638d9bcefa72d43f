package io.github.serviceconnector.postgresql.actuate;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.serviceconnector.postgresql.identity.ClockedLease;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for the meters of an application that logs in.
 */
class TokenMetricsTests extends AbstractObservedApplicationTests {

	private static final String IMPATIENT = "--spring.datasource.hikari.connection-timeout=1000";

	// A login for each connection
	private static final String UNPOOLED = "--spring.datasource.type=" + SimpleDriverDataSource.class.getName();

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
	@Import(LoginApplication.class)
	static class OwnRegistry {

		static final MeterRegistry REGISTRY = new SimpleMeterRegistry();

		@Bean
		MeterRegistry ownRegistry() {
			return REGISTRY;
		}

	}

}
