package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that apps read what they were given from, gone when this is closed.
 */
final class WorkingFiles implements AutoCloseable {

	private final Path directory;

	WorkingFiles() {
		try {
			this.directory = Files.createTempDirectory("local-azure-files-");
		}
		catch (IOException ex) {
			throw new LocalAzureException("There is no place for files", ex);
		}
	}

	Path resolve(String first, String... more) {
		return this.directory.resolve(Path.of(first, more));
	}

	Path newDirectory(String prefix) {
		try {
			return Files.createTempDirectory(this.directory, prefix);
		}
		catch (IOException ex) {
			throw new LocalAzureException("There is no place for files", ex);
		}
	}

	// Replaces the file as a whole: who reads it meanwhile sees the old one or the new.
	void write(Path file, String content) {
		try {
			Files.createDirectories(file.getParent());
			Path written = Files.createTempFile(file.getParent(), ".", "");
			Files.writeString(written, content);
			Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new LocalAzureException("'%s' cannot be written".formatted(file), ex);
		}
	}

	void writeProgram(Path file, String content) {
		write(file, content);
		if (!file.toFile().setExecutable(true)) {
			throw new LocalAzureException("'%s' cannot be made a program".formatted(file));
		}
	}

	List<String> lines(Path file) {
		try {
			return Files.exists(file) ? Files.readAllLines(file) : List.of();
		}
		catch (IOException ex) {
			throw new LocalAzureException("'%s' cannot be read".formatted(file), ex);
		}
	}

	void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			throw new LocalAzureException("'%s' cannot be deleted".formatted(file), ex);
		}
	}

	// An app resolves only names that are in it: a call to the real host cannot leave
	// the machine.
	Path hostsFile(List<String> names) {
		Path file = resolve("hosts");
		StringBuilder content = new StringBuilder();
		Stream.concat(Stream.of("localhost", EntraMetadata.PUBLIC_HOST), names.stream())
			.forEach((name) -> content.append("127.0.0.1 ").append(name).append('\n'));
		write(file, content.toString());
		return file;
	}

	@Override
	public void close() {
		try (Stream<Path> files = Files.walk(this.directory)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException ex) {
			throw new LocalAzureException("'%s' cannot be deleted".formatted(this.directory), ex);
		}
	}

}
