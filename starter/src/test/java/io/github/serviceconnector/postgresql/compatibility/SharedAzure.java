package io.github.serviceconnector.postgresql.compatibility;

import java.util.Objects;

import io.github.serviceconnector.postgresql.local.LocalAzure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The stand-in for Azure that all tests of this JVM share; after each test, its
 * recordings are forgotten.
 */
final class SharedAzure implements BeforeAllCallback, AfterEachCallback {

	private static @Nullable LocalAzure azure;

	static LocalAzure get() {
		return Objects.requireNonNull(azure, "the test class lacks @ExtendWith(SharedAzure.class)");
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		// JUnit closes what is in the root's store when all classes are done
		azure = context.getRoot()
			.getStore(Namespace.create(SharedAzure.class))
			.computeIfAbsent(LocalAzure.class, (key) -> LocalAzure.start(), LocalAzure.class);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		get().reset();
	}

}
