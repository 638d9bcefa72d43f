package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Everything that runs for one stand-in: started in order, closed in reverse.
 */
final class Machine implements AutoCloseable {

	private final Deque<AutoCloseable> resources = new ArrayDeque<>();

	private final TokenAuthority tokens;

	private final Certificates certificates;

	private final WorkingFiles files;

	private final RealServer server;

	private final DatabaseServer database;

	private final IdentityProviders providers;

	Machine(String databaseName, @Nullable Path dataDirectory, InstantSource clock, List<String> certificateNames) {
		try {
			Principals principals = new Principals();
			this.tokens = new TokenAuthority(clock);
			this.certificates = opened(new Certificates(certificateNames));
			this.files = opened(new WorkingFiles());
			this.server = opened(RealServer.start(DataDirectory.of(dataDirectory), databaseName, this.certificates));
			this.database = new DatabaseServer(this.server, this.certificates, this.tokens, principals, clock,
					databaseName);
			this.resources.push(this.database::close);
			this.providers = opened(
					new IdentityProviders(this.tokens, principals, this.certificates, this.files, clock));
		}
		catch (IOException | RuntimeException ex) {
			close();
			throw (ex instanceof LocalAzureException known) ? known
					: new LocalAzureException("Azure cannot be stood in for", ex);
		}
		// The real server has a hook of its own, for a JVM that ends before it has
		// started
		Thread hook = new Thread(this::close, "local-azure-close");
		Runtime.getRuntime().addShutdownHook(hook);
		this.resources.push(() -> removeShutdownHook(hook));
	}

	private static void removeShutdownHook(Thread hook) {
		try {
			Runtime.getRuntime().removeShutdownHook(hook);
		}
		catch (IllegalStateException ex) {
			// It is the hook that closes
		}
	}

	private <T extends AutoCloseable> T opened(T resource) {
		this.resources.push(resource);
		return resource;
	}

	TokenAuthority tokens() {
		return this.tokens;
	}

	Certificates certificates() {
		return this.certificates;
	}

	WorkingFiles files() {
		return this.files;
	}

	RealServer server() {
		return this.server;
	}

	DatabaseServer database() {
		return this.database;
	}

	IdentityProviders providers() {
		return this.providers;
	}

	@Override
	public synchronized void close() {
		LocalAzureException failure = null;
		while (!this.resources.isEmpty()) {
			try {
				this.resources.pop().close();
			}
			catch (Exception ex) {
				failure = (failure != null) ? failure : new LocalAzureException("Not everything was closed", ex);
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

}
