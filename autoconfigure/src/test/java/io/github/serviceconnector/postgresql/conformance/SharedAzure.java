package io.github.serviceconnector.postgresql.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

import io.github.serviceconnector.postgresql.local.LocalAzure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The stand-in for Azure that all ways share, with its database at PostgreSQL's own port;
 * after each test, its recordings are forgotten.
 */
final class SharedAzure implements BeforeAllCallback, AfterEachCallback {

	// By its address, since R2DBC's driver asks DNS itself
	static final String HOST = "127.0.0.2";

	static final int PORT = 5432;

	private static @Nullable Running running;

	static LocalAzure get() {
		return Objects.requireNonNull(running, "the test class lacks @ExtendWith(SharedAzure.class)").azure();
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		// JUnit closes what is in the root's store when all classes are done
		running = context.getRoot()
			.getStore(Namespace.create(SharedAzure.class))
			.computeIfAbsent(Running.class, (key) -> Running.start(), Running.class);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		get().reset();
	}

	private record Running(LocalAzure azure, PortForwarder forwarder) implements AutoCloseable {

		private static Running start() {
			LocalAzure azure = LocalAzure.builder().certificateNames(HOST).start();
			try {
				return new Running(azure, new PortForwarder(HOST, PORT, azure.database().port()));
			}
			catch (IOException ex) {
				azure.close();
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public void close() throws IOException {
			this.forwarder.close();
			this.azure.close();
		}

	}

}
