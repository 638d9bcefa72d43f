package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One of the three applications, which differ in their dependencies alone.
 */
enum Application {

	PASSWORD("password"),

	SPRING_CLOUD_AZURE("spring-cloud-azure"),

	STARTER("starter");

	private final String folder;

	Application(String folder) {
		this.folder = folder;
	}

	String folder() {
		return this.folder;
	}

	// Relative to the root of the repository, where the comparison runs
	Path jar() {
		return Path.of("benchmarks", "startup", this.folder, "target", "startup-" + this.folder + ".jar")
			.toAbsolutePath();
	}

	long jarSize() throws IOException {
		return Files.size(jar());
	}

}
