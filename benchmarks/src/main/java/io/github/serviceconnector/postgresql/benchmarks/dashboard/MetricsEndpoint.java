package io.github.serviceconnector.postgresql.benchmarks.dashboard;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * What Prometheus scrapes, without the weight of a web framework.
 */
final class MetricsEndpoint implements AutoCloseable {

	private final PrometheusMeterRegistry registry;

	private final HttpServer server;

	MetricsEndpoint(PrometheusMeterRegistry registry) throws IOException {
		this.registry = registry;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/metrics", this::answer);
		this.server.start();
	}

	private void answer(HttpExchange exchange) throws IOException {
		byte[] scrape = this.registry.scrape().getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
		exchange.sendResponseHeaders(200, scrape.length);
		exchange.getResponseBody().write(scrape);
		exchange.close();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
