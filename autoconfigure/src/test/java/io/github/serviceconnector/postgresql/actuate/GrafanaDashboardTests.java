package io.github.serviceconnector.postgresql.actuate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import com.jayway.jsonpath.JsonPath;
import io.github.serviceconnector.postgresql.identity.AccessToken;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what the dashboard and the documentation name against what Prometheus is given.
 */
class GrafanaDashboardTests {

	private static final Path DASHBOARD = Path.of("../docs/grafana-dashboard.json");

	private static final Path DOCUMENT = Path.of("../docs/observability.md");

	private static final Pattern SAMPLE = Pattern.compile("\\b(serviceconnector_\\w+)(?:\\{([^}]*)})?");

	private static final Pattern LABEL = Pattern.compile("(\\w+)=~?\"");

	private static final Pattern METER = Pattern.compile("`(serviceconnector\\.postgresql\\.[a-z.]+)`");

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	@Test
	void everySampleOfTheDashboardIsInAScrape() throws IOException {
		String scrape = scrape();
		List<String> expressions = JsonPath.read(Files.readString(DASHBOARD), "$..targets[*].expr");
		assertThat(expressions).hasSizeGreaterThan(4)
			.allSatisfy((expression) -> assertThat(SAMPLE.matcher(expression).results()).as(expression)
				.isNotEmpty()
				.allSatisfy((sample) -> assertIsIn(scrape, sample)));
	}

	@Test
	void everyMeterOfTheDocumentIsInAScrape() throws IOException {
		String scrape = scrape();
		assertThat(METER.matcher(Files.readString(DOCUMENT)).results().map((meter) -> meter.group(1)))
			.hasSizeGreaterThan(4)
			.allSatisfy((meter) -> assertThat(scrape).containsPattern("(?m)^" + meter.replace('.', '_')));
	}

	// With at least the labels that the dashboard wants, but those that Prometheus adds
	private static void assertIsIn(String scrape, MatchResult sample) {
		StringBuilder pattern = new StringBuilder("(?m)^" + sample.group(1) + "\\{");
		if (sample.group(2) != null) {
			LABEL.matcher(sample.group(2))
				.results()
				.filter((label) -> !label.group(1).equals("job"))
				.forEach((label) -> pattern.append("(?=[^}]*\\b").append(label.group(1)).append("=)"));
		}
		assertThat(scrape).containsPattern(pattern);
	}

	private static String scrape() {
		Map<String, String> variables = new HashMap<>(
				azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		variables.putAll(azure.get().identityEnvironment());
		try (ConfigurableApplicationContext context = BoundApplication.run(LoginApplication.class, variables)) {
			LoginApplication.currentUser(context.getBean(DataSource.class));
			// As for a token that is asked for later than at the start
			AccessToken token = new AccessToken("token", Instant.now());
			new ObservedTokenRequest(context.getBean(ObservationRegistry.class), "managed-identity")
				.observe(() -> token);
			return context.getBean(PrometheusMeterRegistry.class).scrape();
		}
	}

}
