package io.github.serviceconnector.postgresql.benchmarks.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.local.LocalAzure;
import io.github.serviceconnector.postgresql.local.LocalIdentity;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Draws the panels of {@code docs/grafana-dashboard.json} with real data: half an hour of
 * an application with two pools, its tokens revoked once and its identity provider away
 * for ten minutes, scraped by a real Prometheus, which answers the panels' own queries.
 * Tokens live for ten minutes in place of a day. Wants {@code prometheus} on the path.
 * Command: <pre>
 * ./mvnw -q -pl benchmarks -am package -DskipTests
 * java -cp benchmarks/target/benchmarks.jar io.github.serviceconnector.postgresql.benchmarks.dashboard.DashboardPicture docs
 * </pre>
 */
public final class DashboardPicture {

	private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);

	private static final Duration REVOKED = Duration.ofMinutes(5);

	private static final Duration OUTAGE_FROM = Duration.ofMinutes(10);

	private static final Duration OUTAGE_TO = Duration.ofMinutes(20);

	private static final Duration LENGTH = Duration.ofMinutes(28);

	private static final Duration STEP = Duration.ofSeconds(10);

	private final LocalAzure azure;

	// In whole seconds, as Prometheus answers
	private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	private DashboardPicture(LocalAzure azure) {
		this.azure = azure;
	}

	/**
	 * Lets half an hour pass, and draws it.
	 * @param args the folder of the dashboard, where the picture goes too
	 * @throws IOException if a file cannot be read or written, or Prometheus not be asked
	 * @throws InterruptedException if this thread is interrupted
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		Path docs = Path.of(args[0]);
		try (LocalAzure azure = LocalAzure.start()) {
			String picture = new DashboardPicture(azure).observe(Panel.of(docs.resolve("grafana-dashboard.json")));
			Files.writeString(docs.resolve("grafana-dashboard.svg"), picture);
		}
	}

	private String observe(List<Panel> panels) throws IOException, InterruptedException {
		provideTokens();
		try (ConfigurableApplicationContext application = run();
				MetricsEndpoint endpoint = new MetricsEndpoint(application.getBean(PrometheusMeterRegistry.class));
				Prometheus prometheus = Prometheus.scraping(endpoint.port())) {
			sleepUntil(REVOKED);
			this.azure.revokeTokens();
			sleepUntil(OUTAGE_FROM);
			this.azure.identityEndpoint().respond(500, "{}");
			sleepUntil(OUTAGE_TO);
			provideTokens();
			sleepUntil(LENGTH);
			DashboardPlot plot = new DashboardPlot(this.start, LENGTH);
			plot.mark("tokens revoked", REVOKED, REVOKED);
			plot.mark("identity provider away", OUTAGE_FROM, OUTAGE_TO);
			for (Panel panel : panels) {
				plot.draw(panel, series(panel, prometheus));
			}
			return plot.toString();
		}
	}

	private void provideTokens() {
		this.azure.identityEndpoint().reset();
		this.azure.identityEndpoint().tokenLifetime(TOKEN_LIFETIME);
		this.azure.identityEndpoint().delay(Duration.ofMillis(100));
	}

	private ConfigurableApplicationContext run() {
		LocalIdentity orders = this.azure.userAssignedIdentity("orders-client", "aad_orders");
		Map<String, Object> settings = new HashMap<>(
				this.azure.springBootSettings(this.azure.systemAssignedIdentity("aad_shop")));
		settings.putAll(this.azure.identityEnvironment());
		settings.put("AZURE_POSTGRESQL_ORDERS_CONNECTIONSTRING",
				this.azure.database().jdbcUrl() + "&user=" + orders.role());
		settings.put("AZURE_POSTGRESQL_ORDERS_CLIENTID", orders.clientId());
		settings.putAll(pool("spring.datasource.hikari", 10));
		settings.putAll(pool("serviceconnector.postgresql.connections.orders.hikari", 4));
		ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
			.properties(settings)
			.run();
		// A pool opens with its first connection
		application.getBeansOfType(DataSource.class)
			.values()
			.forEach((pool) -> JdbcClient.create(pool).sql("select 1").query().singleValue());
		return application;
	}

	// One that replaces its connections as often as Hikari allows
	private static Map<String, Object> pool(String prefix, int size) {
		return Map.of(prefix + ".max-lifetime", "30000", prefix + ".maximum-pool-size", String.valueOf(size));
	}

	private void sleepUntil(Duration moment) throws InterruptedException {
		Thread.sleep(Math.max(0, Duration.between(Instant.now(), this.start.plus(moment)).toMillis()));
	}

	private List<Series> series(Panel panel, Prometheus prometheus) throws IOException, InterruptedException {
		List<Series> series = new ArrayList<>();
		for (Panel.Query query : panel.queries()) {
			series.addAll(prometheus.series(query, this.start, this.start.plus(LENGTH), STEP));
		}
		return series;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
