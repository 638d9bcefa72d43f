package io.github.serviceconnector.postgresql.r2dbc;

import java.util.Map;
import java.util.Objects;

import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.r2dbc.OptionsCapableConnectionFactory;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications whose R2DBC is left as Spring Boot makes it.
 */
class ReactiveStandAsideTests {

	private static final String OWN = "r2dbc:postgresql://own.example.com:5432/own";

	private static final Map<String, String> BOUND = Map.of("spring.datasource.url",
			"jdbc:postgresql://db.postgres.database.azure.com:5432/app?sslmode=require", "spring.datasource.username",
			"aad_app", "spring.datasource.azure.passwordless-enabled", "true");

	@Test
	void runWhenUrlIsItsOwnTakesThat() {
		try (ConfigurableApplicationContext context = BoundApplication.run(ReactiveApplication.class, BOUND,
				"--spring.r2dbc.url=" + OWN, "--spring.r2dbc.username=own", "--spring.r2dbc.password=needed")) {
			assertThat(options(context).getValue(ConnectionFactoryOptions.HOST)).isEqualTo("own.example.com");
			assertThat(options(context).getValue(ConnectionFactoryOptions.PASSWORD)).isEqualTo("needed");
			assertStoodAside(context, "@ConditionalOnProperty (spring.r2dbc.url) matched");
		}
	}

	@Test
	void runWhenPostgresqlIsElsewhereLeavesItAlone() {
		try (ConfigurableApplicationContext context = BoundApplication.run(ReactiveApplication.class,
				Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://db.example.com/app", "SPRING_R2DBC_URL", OWN,
						"SPRING_R2DBC_USERNAME", "own"))) {
			assertStoodAside(context, "names a host that is not Azure's");
		}
	}

	@Test
	void runWhenApplicationHasAConnectionFactoryLeavesIt() {
		try (ConfigurableApplicationContext context = BoundApplication.run(OwnConnectionFactory.class, BOUND)) {
			assertThat(context.getBeanNamesForType(ConnectionFactory.class)).containsExactly("ownConnectionFactory");
			assertStoodAside(context, "found beans of type 'io.r2dbc.spi.ConnectionFactory' ownConnectionFactory");
		}
	}

	@Test
	void runWhenApplicationHasConnectionDetailsTakesThem() {
		try (ConfigurableApplicationContext context = BoundApplication.run(OwnDetails.class, BOUND)) {
			assertThat(options(context).getValue(ConnectionFactoryOptions.HOST)).isEqualTo("own.example.com");
			assertStoodAside(context, "R2dbcConnectionDetails' ownDetails");
		}
	}

	private static ConnectionFactoryOptions options(ConfigurableApplicationContext context) {
		ConnectionFactory connectionFactory = context.getBean(ConnectionFactory.class);
		return Objects.requireNonNull(OptionsCapableConnectionFactory.unwrapFrom(connectionFactory)).getOptions();
	}

	private static void assertStoodAside(ConfigurableApplicationContext context, String reason) {
		assertThat(context.getBeanProvider(PasswordlessR2dbcConnectionDetails.class).getIfAvailable()).isNull();
		ConditionEvaluationReport report = ConditionEvaluationReport.get(context.getBeanFactory());
		assertThat(report.getConditionAndOutcomesBySource().get(PasswordlessR2dbcAutoConfiguration.class.getName()))
			.anySatisfy((outcome) -> {
				assertThat(outcome.getOutcome().isMatch()).isFalse();
				assertThat(outcome.getOutcome().getMessage()).contains(reason);
			});
	}

	@Configuration(proxyBeanMethods = false)
	@Import(ReactiveApplication.class)
	static class OwnConnectionFactory {

		@Bean
		ConnectionFactory ownConnectionFactory() {
			return ConnectionFactories
				.get(ConnectionFactoryOptions.parse("r2dbc:postgresql://own:own@own.example.com:5432/own"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ReactiveApplication.class)
	static class OwnDetails {

		@Bean
		R2dbcConnectionDetails ownDetails() {
			return () -> ConnectionFactoryOptions.parse("r2dbc:postgresql://own:own@own.example.com:5432/own");
		}

	}

}
