package io.github.serviceconnector.postgresql.local;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts a {@link LocalAzure} before the tests of a class and closes it after them; after
 * each test, scripts end and recordings are forgotten. Goes in a static field with
 * {@code @RegisterExtension}.
 */
public final class LocalAzureExtension implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

	private final LocalAzureBuilder builder;

	private @Nullable LocalAzure azure;

	private @Nullable String owner;

	private LocalAzureExtension(LocalAzureBuilder builder) {
		this.builder = builder;
	}

	/**
	 * Returns an extension that starts with all defaults.
	 * @return the extension
	 */
	public static LocalAzureExtension create() {
		return create(LocalAzure.builder());
	}

	/**
	 * Returns an extension that starts what the given builder says.
	 * @param builder the builder
	 * @return the extension
	 */
	public static LocalAzureExtension create(LocalAzureBuilder builder) {
		return new LocalAzureExtension(builder);
	}

	/**
	 * Returns what was started.
	 * @return what was started
	 */
	public LocalAzure get() {
		if (this.azure == null) {
			throw new IllegalStateException("It runs only from before all tests until after all tests:"
					+ " is the extension in a static field with @RegisterExtension?");
		}
		return this.azure;
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		// Called for nested classes too
		if (this.azure == null) {
			this.azure = this.builder.start();
			this.owner = context.getUniqueId();
		}
	}

	@Override
	public void afterEach(ExtensionContext context) {
		get().reset();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (this.azure != null && context.getUniqueId().equals(this.owner)) {
			this.azure.close();
			this.azure = null;
		}
	}

}
