package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A JDK, and how it starts an application: the fat jar as it is, or unpacked and with an
 * archive that a run before has left. All flags but the archive's are the defaults.
 */
final class Jvm {

	private final Map<Candidate, List<String>> commands = new HashMap<>();

	private final Path java;

	private final Archive archive;

	private final Path directory;

	Jvm(Path home, Archive archive, Path directory) {
		this.java = home.resolve("bin").resolve("java");
		this.archive = archive;
		this.directory = directory;
	}

	List<String> command(Candidate candidate) throws IOException, InterruptedException {
		List<String> command = this.commands.get(candidate);
		if (command == null) {
			command = prepare(candidate);
			this.commands.put(candidate, command);
		}
		return new ArrayList<>(command);
	}

	// The fat jar, whatever archive there is
	List<String> fatJar(Candidate candidate, String... options) {
		List<String> command = new ArrayList<>(List.of(this.java.toString()));
		command.addAll(List.of(options));
		command.addAll(List.of("-jar", candidate.application().jar().toString()));
		return command;
	}

	private List<String> prepare(Candidate candidate) throws IOException, InterruptedException {
		if (this.archive == Archive.NONE) {
			return fatJar(candidate);
		}
		Path unpacked = Files.createTempDirectory(this.directory, candidate.application().folder());
		run(this.java.toString(), "-Djarmode=tools", "-jar", candidate.application().jar().toString(), "extract",
				"--force", "--destination", unpacked.toString());
		String jar = unpacked.resolve(candidate.application().jar().getFileName()).toString();
		Path file = unpacked.resolve("archive");
		ApplicationProcess.run(candidate,
				new ArrayList<>(List.of(this.java.toString(), this.archive.training + file, "-jar", jar)));
		return List.of(this.java.toString(), this.archive.required, this.archive.use + file, "-jar", jar);
	}

	private static void run(String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		if (process.waitFor() != 0) {
			throw new IllegalStateException("Failed: " + String.join(" ", command));
		}
	}

	/**
	 * What a run before leaves for the next.
	 */
	enum Archive {

		/** Nothing. */
		NONE("", "", ""),

		/** The loaded classes. */
		CLASSES("-XX:ArchiveClassesAtExit=", "-Xshare:on", "-XX:SharedArchiveFile="),

		/** The loaded and linked classes with their profiles, from Java 25 on. */
		AOT_CACHE("-XX:AOTCacheOutput=", "-XX:AOTMode=on", "-XX:AOTCache=");

		private final String training;

		// A JVM that cannot use the archive fails, rather than go on without
		private final String required;

		private final String use;

		Archive(String training, String required, String use) {
			this.training = training;
			this.required = required;
			this.use = use;
		}

	}

}
