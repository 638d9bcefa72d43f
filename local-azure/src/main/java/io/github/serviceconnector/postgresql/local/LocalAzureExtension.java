package io.github.serviceconnector.postgresql.local;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Starts a {@link LocalAzure} before the tests of a class, or shares one between classes;
 * after each test, scripts end and recordings are forgotten. Goes in a static field with
 * {@code @RegisterExtension}.
 */
public final class LocalAzureExtension implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

	private final @Nullable LocalAzureBuilder builder;

	private @Nullable LocalAzure azure;

	private @Nullable String owner;

	private LocalAzureExtension(@Nullable LocalAzureBuilder builder) {
		this.builder = builder;
	}

	/**
	 * Returns an extension that starts with all defaults, and closes what it started
	 * after the tests of the class.
	 * @return the extension
	 */
	public static LocalAzureExtension create() {
		return create(LocalAzure.builder());
	}

	/**
	 * Returns an extension that starts what the given builder says, and closes it after
	 * the tests of the class.
	 * @param builder the builder
	 * @return the extension
	 */
	public static LocalAzureExtension create(LocalAzureBuilder builder) {
		return new LocalAzureExtension(builder);
	}

	/**
	 * Returns an extension for the one that all classes of a test run share, with all
	 * defaults: it starts before the first of them, and closes after the last test of the
	 * run. Identities and rows of one class are there in the next.
	 * @return the extension
	 */
	public static LocalAzureExtension shared() {
		return new LocalAzureExtension(null);
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
			this.azure = (this.builder != null) ? this.builder.start() : shared(context);
			this.owner = context.getUniqueId();
		}
	}

	// JUnit closes what is in the root's store
	private static LocalAzure shared(ExtensionContext context) {
		return context.getRoot()
			.getStore(Namespace.create(LocalAzureExtension.class))
			.computeIfAbsent(LocalAzure.class, (key) -> LocalAzure.start(), LocalAzure.class);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		get().reset();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (this.azure != null && context.getUniqueId().equals(this.owner)) {
			if (this.builder != null) {
				this.azure.close();
			}
			this.azure = null;
		}
	}

}
