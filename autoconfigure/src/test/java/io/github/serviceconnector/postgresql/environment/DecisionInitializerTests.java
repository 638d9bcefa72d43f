package io.github.serviceconnector.postgresql.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DecisionInitializer}, in applications without a bean.
 */
@ExtendWith(OutputCaptureExtension.class)
class DecisionInitializerTests {

	private static final String URL = "jdbc:postgresql://db.postgres.database.azure.com:5432/app?sslmode=require";

	private static final Map<String, Object> BOUND = Map.of("SPRING_DATASOURCE_URL", URL, "SPRING_DATASOURCE_USERNAME",
			"aad_app", "SPRING_DATASOURCE_AZURE_PASSWORDLESSENABLED", "true");

	private static final String PASSWORD = "spring.datasource.password";

	@TempDir
	private Path directory;

	@Test
	void initializeWhenPasswordIsLeftInFileDropsItWithOneWarning(CapturedOutput output) throws IOException {
		Path file = properties("greeting=hello", "spring.datasource.password=geh31m");
		try (ConfigurableApplicationContext context = run(BOUND)) {
			ConfigurableEnvironment environment = context.getEnvironment();
			assertThat(context.getBean(Decisions.class).primary()).isInstanceOf(Decision.Passwordless.class);
			assertThat(environment.getProperty(PASSWORD)).isNull();
			assertThat(environment.containsProperty(PASSWORD)).isFalse();
			assertThat(Binder.get(environment).bind(PASSWORD, String.class).isBound()).isFalse();
			assertThat(environment.getProperty("greeting")).isEqualTo("hello");
			assertThat(environment.getProperty("spring.datasource.azure.passwordless-enabled", Boolean.class)).isTrue();
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("The password in 'spring.datasource.password' from ", file.toString(), " - 2:28 is left over",
					"set 'spring.datasource.azure.passwordless-enabled=false'")
			.doesNotContain("geh31m");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SPRING_DATASOURCE_PASSWORD", "spring.datasource.password", "spring_datasource_password",
			"SPRING_DATASOURCE_HIKARI_PASSWORD", "spring.datasource.hikari.password" })
	void initializeWhenPasswordIsAVariableDropsItInEverySpelling(String name) {
		Map<String, Object> variables = new HashMap<>(BOUND);
		variables.put(name, "left-over");
		try (ConfigurableApplicationContext context = run(variables)) {
			assertThat(values(context.getEnvironment())).doesNotContain("left-over");
			assertThat(context.getEnvironment().getProperty("SPRING_DATASOURCE_USERNAME")).isEqualTo("aad_app");
			assertThat(context.getEnvironment().getProperty("spring.datasource.username")).isEqualTo("aad_app");
		}
	}

	@Test
	void initializeWhenUrlHasPasswordBesideTheSwitchTakesItOutOfTheUrl() {
		Map<String, Object> variables = new HashMap<>(BOUND);
		variables.put("SPRING_DATASOURCE_URL", URL + "&password=left-over");
		try (ConfigurableApplicationContext context = run(variables)) {
			assertThat(context.getEnvironment().getProperty("spring.datasource.url")).isEqualTo(URL);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "SPRING_DATASOURCE_AZURE_PASSWORDLESSENABLED", "spring.datasource.passwordless-enabled",
			"SPRING_DATASOURCE_AZURE_PASSWORDLESS_ENABLED", "spring.datasource.azure.passwordless-enabled",
			"spring_datasource_azure_passwordless_enabled", "SPRING_DATASOURCE_PASSWORDLESSENABLED" })
	void initializeWhenSwitchIsAVariableReadsEverySpelling(String name) {
		try (ConfigurableApplicationContext context = run(Map.of("spring.datasource.url",
				"jdbc:postgresql://db.example.com/app", "spring_datasource_username", "aad_app", name, "true"))) {
			assertThat(context.getBean(Decisions.class).primary()).isInstanceOf(Decision.Passwordless.class);
		}
	}

	@Test
	void initializeWhenPasswordIsOnTheCommandLineUsesIt(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(BOUND, "--spring.datasource.password=deliberate")) {
			assertThat(context.getBean(Decisions.class).primary()).isInstanceOf(Decision.Password.class);
			assertThat(context.getEnvironment().getProperty(PASSWORD)).isEqualTo("deliberate");
			assertThat(
					context.getEnvironment().getProperty("spring.datasource.azure.passwordless-enabled", Boolean.class))
				.isFalse();
		}
		assertThat(output)
			.containsOnlyOnce("PostgreSQL is entered with the password of 'spring.datasource.password' from property "
					+ "source \"commandLineArgs\"")
			.doesNotContain("deliberate ");
	}

	@Test
	void initializeWhenPlaceholderNamesTheUrlResolvesIt() throws IOException {
		properties("spring.datasource.url=jdbc:postgresql://${DB_HOST}/app", "spring.datasource.username=aad_app");
		try (ConfigurableApplicationContext context = run(Map.of("DB_HOST", "db.postgres.database.azure.com"))) {
			Decision.Passwordless decision = (Decision.Passwordless) context.getBean(Decisions.class).primary();
			assertThat(decision.login().url().address()).isEqualTo("db.postgres.database.azure.com:5432");
		}
	}

	@ParameterizedTest
	@CsvSource({ "command line,commandline", "environment,environment", "profile,profile", "default,default" })
	void initializeWhenUrlStandsInSeveralSourcesTakesTheHighest(String highest, String expected) throws IOException {
		List<String> sources = List.of("default", "profile", "environment", "command line");
		List<String> used = sources.subList(0, sources.indexOf(highest) + 1);
		properties(used.contains("default") ? url("default") : "", "spring.datasource.username=aad_app");
		Files.writeString(this.directory.resolve("application-cloud.properties"),
				used.contains("profile") ? url("profile") : "");
		Map<String, String> variables = used.contains("environment") ? Map.of("AZURE_POSTGRESQL_CONNECTIONSTRING",
				"host=environment.postgres.database.azure.com dbname=app user=aad_app") : Map.of();
		String[] arguments = used.contains("command line")
				? new String[] { "--spring.profiles.active=cloud", "--" + url("commandline") }
				: new String[] { "--spring.profiles.active=cloud" };
		try (ConfigurableApplicationContext context = run(Map.copyOf(variables), arguments)) {
			Decision.Passwordless decision = (Decision.Passwordless) context.getBean(Decisions.class).primary();
			assertThat(decision.login().url().address()).isEqualTo(expected + ".postgres.database.azure.com:5432");
			assertThat(context.getEnvironment().getProperty("spring.datasource.url")).contains("//" + expected + ".");
		}
	}

	private static String url(String host) {
		return "spring.datasource.url=jdbc:postgresql://" + host + ".postgres.database.azure.com/app";
	}

	@Test
	void initializeWhenNothingIsBoundTouchesNothing() throws IOException {
		properties("spring.datasource.url=jdbc:h2:mem:test", "spring.datasource.password=needed");
		try (ConfigurableApplicationContext context = run(Map.of())) {
			assertThat(context.getEnvironment().getProperty(PASSWORD)).isEqualTo("needed");
			assertThat(context.getEnvironment().containsProperty("spring.datasource.azure.passwordless-enabled"))
				.isFalse();
		}
	}

	@Test
	void initializeWhenChildSharesTheEnvironmentDecidesTheSame() {
		try (ConfigurableApplicationContext context = run(BOUND)) {
			new DecisionInitializer().initialize(new GenericApplicationContext() {

				@Override
				public ConfigurableEnvironment getEnvironment() {
					return context.getEnvironment();
				}

			});
			assertThat(context.getEnvironment().getPropertySources().stream().map(PropertySource::getName))
				.containsOnlyOnce(DecisionInitializer.PROPERTY_SOURCE);
		}
	}

	private Path properties(String... lines) throws IOException {
		return Files.write(this.directory.resolve("application.properties"), List.of(lines));
	}

	private ConfigurableApplicationContext run(Map<String, Object> variables, String... args) {
		List<String> arguments = new ArrayList<>(List.of(args));
		arguments.add("--spring.config.location=" + this.directory.toUri());
		return BoundApplication.run(Empty.class, variables, arguments.toArray(String[]::new));
	}

	private static List<String> values(ConfigurableEnvironment environment) {
		List<String> values = new ArrayList<>();
		for (String name : List.of(PASSWORD, "SPRING_DATASOURCE_PASSWORD", "spring_datasource_password",
				"SPRING_DATASOURCE_HIKARI_PASSWORD", "spring.datasource.hikari.password")) {
			values.add(String.valueOf(environment.getProperty(name)));
			environment.getPropertySources().forEach((source) -> values.add(String.valueOf(source.getProperty(name))));
		}
		return values;
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
