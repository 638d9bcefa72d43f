package io.github.serviceconnector.postgresql.benchmarks.dashboard;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.serviceconnector.postgresql.benchmarks.dashboard.Series.Point;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

/**
 * A Prometheus that scrapes one application. Asks as Grafana does, see Prometheus's
 * <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">HTTP API</a>.
 */
final class Prometheus implements AutoCloseable {

	private static final String JOB = "shop";

	private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(5);

	private final HttpClient client = HttpClient.newHttpClient();

	private final Path directory;

	private final String address;

	private final Process process;

	private Prometheus(Path directory, String address, Process process) {
		this.directory = directory;
		this.address = address;
		this.process = process;
	}

	static Prometheus scraping(int port) throws IOException, InterruptedException {
		Path directory = Files.createTempDirectory("prometheus");
		Path configuration = Files.writeString(directory.resolve("prometheus.yml"), """
				global:
				  scrape_interval: %ds
				scrape_configs:
				- job_name: %s
				  static_configs:
				  - targets: ['127.0.0.1:%d']
				    labels:
				      instance: app-1
				""".formatted(SCRAPE_INTERVAL.toSeconds(), JOB, port));
		String address = "127.0.0.1:" + freePort();
		Process process = new ProcessBuilder("prometheus", "--config.file=" + configuration,
				"--storage.tsdb.path=" + directory.resolve("data"), "--web.listen-address=" + address,
				"--log.level=warn")
			.inheritIO()
			.start();
		Prometheus prometheus = new Prometheus(directory, address, process);
		prometheus.awaitReady();
		return prometheus;
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private void awaitReady() throws IOException, InterruptedException {
		while (!isReady()) {
			if (!this.process.isAlive()) {
				throw new IllegalStateException("prometheus ended with status " + this.process.exitValue());
			}
			Thread.sleep(100);
		}
	}

	private boolean isReady() throws IOException, InterruptedException {
		try {
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + this.address + "/-/ready")).build();
			return this.client.send(request, BodyHandlers.discarding()).statusCode() == 200;
		}
		catch (ConnectException ex) {
			return false;
		}
	}

	/**
	 * Answers a query of a panel.
	 * @param query the query
	 * @param from the first moment
	 * @param to the last
	 * @param step from each moment to the next
	 * @return a series for each combination of labels
	 * @throws IOException if Prometheus does not answer
	 * @throws InterruptedException if this thread is interrupted
	 */
	List<Series> series(Panel.Query query, Instant from, Instant to, Duration step)
			throws IOException, InterruptedException {
		Map<String, String> parameters = Map.of("query", expression(query, step), "start", from.toString(), "end",
				to.toString(), "step", String.valueOf(step.toSeconds()));
		String form = parameters.entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "="
					+ URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + this.address + "/api/v1/query_range"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form))
			.build();
		JsonNode answer = JsonMapper.shared().readTree(this.client.send(request, BodyHandlers.ofString()).body());
		if (!"success".equals(answer.path("status").asString())) {
			throw new IllegalStateException(query + ": " + answer);
		}
		return answer.at("/data/result").valueStream().map((result) -> series(query.legend(), result)).toList();
	}

	// The variables are Grafana's; its rate interval covers four scrapes, so that one may
	// fail
	private static String expression(Panel.Query query, Duration step) {
		long rateInterval = Math.max(4 * SCRAPE_INTERVAL.toSeconds(), step.plus(SCRAPE_INTERVAL).toSeconds());
		return query.expression().replace("$job", JOB).replace("$__rate_interval", rateInterval + "s");
	}

	private static Series series(String legend, JsonNode result) {
		String name = legend;
		for (Map.Entry<String, JsonNode> label : result.get("metric").properties()) {
			name = name.replace("{{" + label.getKey() + "}}", label.getValue().asString());
		}
		return new Series(name,
				result.get("values")
					.valueStream()
					.map((value) -> new Point(Instant.ofEpochSecond(value.get(0).asLong()),
							Double.parseDouble(value.get(1).asString())))
					.filter((point) -> Double.isFinite(point.value()))
					.toList());
	}

	@Override
	public void close() throws IOException {
		this.process.destroy();
		this.process.onExit().join();
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
