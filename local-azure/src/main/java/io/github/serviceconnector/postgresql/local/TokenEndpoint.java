package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.serviceconnector.postgresql.local.EndpointScript.Ending;
import io.github.serviceconnector.postgresql.local.EndpointScript.Response;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that issues tokens, which can be slow, broken or silent when told to. A
 * call that is neither scripted nor one that a client makes fails at once and is named in
 * the answer.
 */
public abstract sealed class TokenEndpoint permits IdentityEndpoint, EntraEndpoint, ImdsEndpoint {

	static {
		// The JDK's server writes head and body apart; without this, each answer on a
		// used
		// connection waits 40 ms for the client to acknowledge the head
		if (System.getProperty("sun.net.httpserver.nodelay") == null) {
			System.setProperty("sun.net.httpserver.nodelay", "true");
		}
	}

	private final List<RecordedTokenRequest> requests = new CopyOnWriteArrayList<>();

	private final AtomicInteger threads = new AtomicInteger();

	private final TokenIssuer issuer;

	private final InstantSource clock;

	private final HttpServer server;

	private final EndpointScript noScript;

	private final ExecutorService executor;

	private volatile boolean closed;

	private volatile EndpointScript script;

	private volatile CountDownLatch scriptEnd = new CountDownLatch(1);

	TokenEndpoint(HttpServer server, String name, TokenIssuer issuer, InstantSource clock, Duration tokenLifetime) {
		this.server = server;
		this.issuer = issuer;
		this.clock = clock;
		this.noScript = EndpointScript.none(tokenLifetime);
		this.script = this.noScript;
		this.executor = Executors.newCachedThreadPool((task) -> newThread(task, name));
		this.server.setExecutor(this.executor);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	static InetSocketAddress anyPort() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
	}

	private Thread newThread(Runnable task, String name) {
		Thread thread = new Thread(task, "local-azure-%s-%d".formatted(name, this.threads.incrementAndGet()));
		thread.setDaemon(true);
		return thread;
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	/**
	 * Returns the address that an app is told.
	 * @return the address
	 */
	public abstract URI uri();

	/**
	 * Answers every call for a token in the given way, until {@link #reset()}.
	 * @param status status of HTTP
	 * @param jsonBody body of the answer
	 */
	public void respond(int status, String jsonBody) {
		respond(status, jsonBody, Map.of());
	}

	/**
	 * Answers every call for a token in the given way, until {@link #reset()}.
	 * @param status status of HTTP
	 * @param jsonBody body of the answer
	 * @param headers headers of the answer, such as {@code Retry-After}
	 */
	public synchronized void respond(int status, String jsonBody, Map<String, String> headers) {
		this.script = this.script.withEnding(Ending.ANSWER, new Response(status, Map.copyOf(headers), jsonBody));
	}

	/**
	 * Holds each answer back, until {@link #reset()}.
	 * @param delay how long
	 */
	public synchronized void delay(Duration delay) {
		this.script = this.script.withDelay(delay);
	}

	/**
	 * Takes calls and never answers, until {@link #reset()}, which closes them.
	 */
	public synchronized void hang() {
		this.script = this.script.withEnding(Ending.NEVER, null);
	}

	/**
	 * Closes the connection of each call in place of an answer, until {@link #reset()}.
	 */
	public synchronized void closeConnection() {
		this.script = this.script.withEnding(Ending.CLOSED_CONNECTION, null);
	}

	/**
	 * Issues tokens that live so long, until {@link #reset()}.
	 * @param lifetime how long; negative for tokens that have expired
	 */
	public synchronized void tokenLifetime(Duration lifetime) {
		this.script = this.script.withTokenLifetime(lifetime);
	}

	/**
	 * Behaves as Azure again, and ends what hangs or waits. The recordings stay.
	 */
	public synchronized void reset() {
		this.script = this.noScript;
		this.scriptEnd.countDown();
		this.scriptEnd = new CountDownLatch(1);
	}

	/**
	 * Returns the calls so far, oldest first.
	 * @return the calls
	 */
	public List<RecordedTokenRequest> requests() {
		return List.copyOf(this.requests);
	}

	void clearRecordings() {
		this.requests.clear();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			TokenRequest request = TokenRequest.of(exchange);
			Response aside = this.issuer.aside(request);
			if (aside != null) {
				record(request, aside.status());
				send(exchange, aside);
				return;
			}
			CountDownLatch end = this.scriptEnd;
			EndpointScript current = this.script;
			Response answer = answer(request, current);
			record(request, (answer != null) ? answer.status() : 0);
			// A script that ends early lets a held back answer go
			boolean ended = end.await(current.patienceMillis(), TimeUnit.MILLISECONDS);
			if (answer != null && !(ended && this.closed)) {
				send(exchange, answer);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private @Nullable Response answer(TokenRequest request, EndpointScript current) {
		if (current.ending() != Ending.ANSWER) {
			return null;
		}
		return (current.response() != null) ? current.response() : this.issuer.answer(request, current.tokenLifetime());
	}

	private void record(TokenRequest request, int status) {
		this.requests.add(new RecordedTokenRequest(this.clock.instant(), request.method(), request.path(),
				request.parametersWithoutSecrets(), status));
	}

	private static void send(HttpExchange exchange, Response response) throws IOException {
		byte[] body = response.bytes();
		response.headers().forEach(exchange.getResponseHeaders()::set);
		exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
		exchange.sendResponseHeaders(response.status(), (body.length > 0) ? body.length : -1);
		exchange.getResponseBody().write(body);
	}

	void close() {
		this.closed = true;
		reset();
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
