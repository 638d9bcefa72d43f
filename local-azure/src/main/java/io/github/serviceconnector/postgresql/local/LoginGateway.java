package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Listens where clients connect, and joins those that logged in to the real server.
 */
final class LoginGateway implements AutoCloseable {

	// As the server's authentication_timeout
	private static final int LOGIN_TIMEOUT_MILLIS = 60_000;

	private final AtomicInteger connections = new AtomicInteger();

	private final Set<ClientConnection> clients = ConcurrentHashMap.newKeySet();

	private final RealServer server;

	private final Certificates certificates;

	private final TokenAuthority tokens;

	private final Principals principals;

	private final InstantSource clock;

	private final Supplier<LoginScript> script;

	private final ServerSocket listener;

	private volatile LoginLog log = new LoginLog();

	LoginGateway(RealServer server, Certificates certificates, TokenAuthority tokens, Principals principals,
			InstantSource clock, Supplier<LoginScript> script) throws IOException {
		this.server = server;
		this.certificates = certificates;
		this.tokens = tokens;
		this.principals = principals;
		this.clock = clock;
		this.script = script;
		this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
	}

	void start() {
		startThread("local-azure-gateway", this::acceptAll);
	}

	private static void startThread(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.listener.getLocalPort();
	}

	RealServer server() {
		return this.server;
	}

	Certificates certificates() {
		return this.certificates;
	}

	TokenAuthority tokens() {
		return this.tokens;
	}

	Principals principals() {
		return this.principals;
	}

	LoginLog log() {
		return this.log;
	}

	// Logins under way end in the old log: they belong to what happened before
	void startLog() {
		this.log = new LoginLog();
	}

	private void acceptAll() {
		while (!this.listener.isClosed()) {
			try {
				ClientConnection client = new ClientConnection(this.listener.accept());
				String name = "local-azure-gateway-" + this.connections.incrementAndGet();
				this.clients.add(client);
				LoginLog log = this.log;
				log.begin();
				startThread(name, () -> serve(client, log, name));
				if (this.listener.isClosed()) {
					client.abort();
				}
			}
			catch (IOException ex) {
				// Closed, or a client that left before it was accepted
			}
		}
	}

	private void serve(ClientConnection client, LoginLog log, String name) {
		try (client) {
			Socket session = logIn(client, log);
			if (session != null) {
				Relay relay = new Relay(client, session);
				startThread(name + "-answers", relay::passAnswers);
				relay.passRequests();
			}
		}
		catch (IOException ex) {
			// The client left, or was sent away: the log says so
		}
		finally {
			this.clients.remove(client);
		}
	}

	private @Nullable Socket logIn(ClientConnection client, LoginLog log) throws IOException {
		try {
			client.timeOutAfter(LOGIN_TIMEOUT_MILLIS);
			Socket session = new Login(client, this.script.get(), this, log, this.clock.instant()).perform();
			client.timeOutAfter(0);
			return session;
		}
		finally {
			log.end();
		}
	}

	@Override
	public void close() {
		try {
			this.listener.close();
		}
		catch (IOException ex) {
			throw new LocalAzureException("The login gateway did not stop", ex);
		}
		finally {
			this.clients.forEach(ClientConnection::abort);
		}
	}

}
