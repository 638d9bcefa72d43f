package io.github.serviceconnector.postgresql.local;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Says how a {@link LocalAzure} differs from its defaults.
 */
public final class LocalAzureBuilder {

	private String database = "app";

	private @Nullable Path dataDirectory;

	private InstantSource clock = InstantSource.system();

	private final List<String> certificateNames = new ArrayList<>();

	LocalAzureBuilder() {
	}

	/**
	 * Sets the name of the application's database.
	 * @param name the name, {@code app} when not set
	 * @return this builder
	 */
	public LocalAzureBuilder database(String name) {
		this.database = name;
		return this;
	}

	/**
	 * Keeps the database in the given directory, so that its rows survive a restart.
	 * @param directory an empty or missing directory, or one that was used before
	 * @return this builder
	 */
	public LocalAzureBuilder dataDirectory(Path directory) {
		this.dataDirectory = directory;
		return this;
	}

	/**
	 * Sets the clock that tokens are issued and checked by.
	 * @param clock the clock, the system's when not set
	 * @return this builder
	 */
	public LocalAzureBuilder clock(InstantSource clock) {
		this.clock = clock;
		return this;
	}

	/**
	 * Adds names that the database server's certificate is good for.
	 * @param dnsNames names beside {@code localhost}, {@code 127.0.0.1}, {@code ::1} and
	 * {@code *.postgres.database.azure.com}
	 * @return this builder
	 */
	public LocalAzureBuilder certificateNames(String... dnsNames) {
		this.certificateNames.addAll(List.of(dnsNames));
		return this;
	}

	/**
	 * Starts everything.
	 * @return what was started
	 */
	public LocalAzure start() {
		return new LocalAzure(new Machine(this.database, this.dataDirectory, this.clock, this.certificateNames));
	}

}
