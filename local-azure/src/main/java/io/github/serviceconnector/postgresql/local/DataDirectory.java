package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The directory that the real server keeps its files in.
 */
final class DataDirectory {

	/**
	 * The group of those who log in with a password.
	 */
	static final String PASSWORD_ROLES = "local_azure_password";

	private final Path path;

	private final boolean temporary;

	private DataDirectory(Path path, boolean temporary) {
		this.path = path;
		this.temporary = temporary;
	}

	static DataDirectory of(@Nullable Path path) {
		if (path != null) {
			return new DataDirectory(path.toAbsolutePath(), false);
		}
		// Where the embedded server looks for what a killed JVM left, and clears it
		Path parent = Path.of(System.getProperty("ot.epg.working-dir",
				Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg").toString()));
		return new DataDirectory(parent.resolve(UUID.randomUUID().toString()).toAbsolutePath(), true);
	}

	Path path() {
		return this.path;
	}

	boolean isTemporary() {
		return this.temporary;
	}

	// Makes sure that a server can start here: stops one whose JVM was killed, and
	// refuses a directory that is somebody else's.
	void prepare() throws IOException {
		if (!Files.isDirectory(this.path)) {
			return;
		}
		if (!Files.exists(this.path.resolve("postgresql.conf"))) {
			try (Stream<Path> files = Files.list(this.path)) {
				if (files.findAny().isPresent()) {
					throw new LocalAzureException(
							"The data directory '%s' holds other files: give an empty one, or one that was used before"
								.formatted(this.path));
				}
			}
			return;
		}
		Optional<ProcessHandle> server = liveServer();
		if (server.isPresent()) {
			if (isHeld()) {
				throw new LocalAzureException(("PostgreSQL (process %d) runs on the data directory '%s' already:"
						+ " close the LocalAzure that started it, or stop it, or give another directory")
					.formatted(server.get().pid(), this.path));
			}
			stop(server.get());
		}
	}

	private Optional<ProcessHandle> liveServer() throws IOException {
		Path pidFile = this.path.resolve("postmaster.pid");
		if (!Files.exists(pidFile)) {
			return Optional.empty();
		}
		List<String> lines = Files.readAllLines(pidFile);
		long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.get(0).trim());
		// The number may have gone to another program since
		return ProcessHandle.of(pid)
			.filter((process) -> process.info()
				.command()
				.filter((command) -> command.endsWith("postgres") || command.endsWith("postgres.exe"))
				.isPresent());
	}

	// Whether the JVM that started the server lives, or the server was not started from
	// here at all.
	private boolean isHeld() throws IOException {
		Path lockFile = this.path.resolve("epg-lock");
		if (!Files.exists(lockFile)) {
			return true;
		}
		try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
				FileLock lock = channel.tryLock()) {
			return lock == null;
		}
		catch (OverlappingFileLockException ex) {
			return true;
		}
	}

	private void stop(ProcessHandle server) {
		server.destroy();
		try {
			server.onExit().get(10, TimeUnit.SECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			throw new LocalAzureException(
					"PostgreSQL (process %d) was left behind on the data directory '%s' and does not end: kill it"
						.formatted(server.pid(), this.path),
					ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalAzureException("Interrupted while PostgreSQL was stopped", ex);
		}
	}

	// Lets only holders of the gateway's certificate in to the real server: no other
	// program on the machine can go round the gateway. It has the gateway's certificate
	// for
	// clients, to which a password's login is bound.
	void secure(Certificates certificates) {
		try {
			TlsIdentity server = certificates.server();
			writePem("root.crt", "CERTIFICATE", certificates.authority().certificate().getEncoded());
			writePem("server.crt", "CERTIFICATE", server.certificate().getEncoded());
			writePem("server.key", "PRIVATE KEY", server.key().getEncoded());
			Files.writeString(this.path.resolve("pg_hba.conf"), """
					hostssl all +%1$s 127.0.0.1/32 scram-sha-256 clientcert=verify-ca
					hostssl all +%1$s ::1/128 scram-sha-256 clientcert=verify-ca
					hostssl all all 127.0.0.1/32 cert map=gateway
					hostssl all all ::1/128 cert map=gateway
					""".formatted(PASSWORD_ROLES));
			Files.writeString(this.path.resolve("pg_ident.conf"),
					"gateway %s all%n".formatted(Certificates.GATEWAY_NAME));
		}
		catch (IOException | CertificateEncodingException ex) {
			throw new LocalAzureException("The data directory '%s' cannot be written to".formatted(this.path), ex);
		}
	}

	private void writePem(String name, String type, byte[] content) throws IOException {
		Path file = this.path.resolve(name);
		Files.writeString(file, Certificates.pem(type, content));
		if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
		}
	}

}
