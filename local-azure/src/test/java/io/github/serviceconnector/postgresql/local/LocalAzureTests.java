package io.github.serviceconnector.postgresql.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LocalAzure}.
 */
class LocalAzureTests {

	private static final String CLIENT_ID = "0f3d9f0e-8a3b-4c57-9b51-3b0c6d1f7a11";

	@Test
	void springBootSettingsWhenIdentityIsSystemAssignedAreServiceConnectors() {
		try (LocalAzure azure = LocalAzure.builder().database("to do").start()) {
			assertThatIllegalStateException().isThrownBy(azure::springBootSettings)
				.withMessageContaining("systemAssignedIdentity");
			azure.systemAssignedIdentity("aad_first");
			azure.systemAssignedIdentity("aad_last");
			assertThat(azure.springBootSettings())
				.containsOnlyKeys("spring.datasource.url", "spring.datasource.username",
						"spring.datasource.azure.passwordless-enabled")
				.containsEntry("spring.datasource.url", azure.database().jdbcUrl())
				.containsEntry("spring.datasource.username", "aad_last")
				.containsEntry("spring.datasource.azure.passwordless-enabled", "true");
			assertThat(azure.database().jdbcUrl())
				.startsWith("jdbc:postgresql://localhost:%d/to%%20do?sslmode=verify-full&sslrootcert="
					.formatted(azure.database().port()));
			assertThat(azure.springBootSettings(azure.userAssignedIdentity(CLIENT_ID, "aad_user")))
				.containsEntry("spring.datasource.username", "aad_user")
				.containsEntry("spring.cloud.azure.credential.client-id", CLIENT_ID)
				.containsEntry("spring.cloud.azure.credential.managed-identity-enabled", "true");
			assertThat(azure.identityEnvironment()).containsOnlyKeys("IDENTITY_ENDPOINT", "IDENTITY_HEADER");
			assertThatIllegalArgumentException().isThrownBy(() -> azure.systemAssignedIdentity("postgres"));
		}
	}

	@Test
	void clockWhenGivenDecidesWhenTokensEnd() throws SQLException {
		Instant start = Instant.parse("2001-02-03T04:05:06Z");
		AtomicLong hours = new AtomicLong();
		InstantSource clock = () -> start.plus(Duration.ofHours(hours.get()));
		try (LocalAzure azure = LocalAzure.builder().clock(clock).certificateNames("db.example").start()) {
			String token = Databases.token(azure, azure.systemAssignedIdentity("aad_app"));
			Databases.connect(azure, "aad_app", token).close();
			hours.set(1);
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Databases.connect(azure, "aad_app", token));
			assertThat(azure.database().logins()).extracting(RecordedLogin::time)
				.containsExactly(start, start.plus(Duration.ofHours(1)));
		}
	}

	@Test
	void closeEndsEverything() throws Exception {
		LocalAzure azure = LocalAzure.start();
		Path caCertificate = azure.caCertificate();
		Path data = Path.of(Databases.query(azure.database().administrator(), "show data_directory"));
		String token = Databases.token(azure, azure.systemAssignedIdentity("aad_app"));
		Connection connection = Databases.connect(azure, "aad_app", token);
		Path azureCli = azure.azureCli("ada@contoso.example", "aad_user").directory();
		azure.identityEndpoint().hang();
		azure.close();
		azure.close();
		assertThat(connection.isValid(5)).isFalse();
		assertThat(caCertificate.getParent()).doesNotExist();
		assertThat(data).doesNotExist();
		assertNothingListensOn(azure.database().port());
		assertThat(azureCli.getParent()).doesNotExist();
		for (TokenEndpoint endpoint : List.of(azure.identityEndpoint(), azure.imds(), azure.entra())) {
			assertNothingListensOn(endpoint.uri().getPort());
		}
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
			.noneMatch((name) -> name.startsWith("local-azure-identity"));
	}

	@Test
	void rowsWhenDataDirectoryIsGivenSurviveRestart(@TempDir Path directory) throws SQLException {
		Path data = directory.resolve("with a space/data");
		try (LocalAzure azure = LocalAzure.builder().dataDirectory(data).start();
				Connection connection = connect(azure)) {
			Databases.execute(connection, "create table kept (id int)");
			Databases.execute(connection, "insert into kept values (42)");
			assertThatExceptionOfType(LocalAzureException.class)
				.isThrownBy(() -> LocalAzure.builder().dataDirectory(data).start())
				.withMessageContaining("runs on the data directory '%s' already", data);
		}
		try (LocalAzure azure = LocalAzure.builder().dataDirectory(data).start();
				Connection connection = connect(azure)) {
			assertThat(Databases.query(connection, "select id from kept")).isEqualTo("42");
		}
	}

	@Test
	void startWhenKilledJvmLeftServerBehindStopsIt(@TempDir Path directory) throws Exception {
		Path data = directory.resolve("data");
		Path temporary = Files.createDirectory(directory.resolve("tmp"));
		Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
				"-Djava.io.tmpdir=" + temporary,
				"-Dot.epg.working-dir=" + Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg"), "-cp",
				System.getProperty("java.class.path"), LocalAzureMain.class.getName(), data.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (BufferedReader output = process.inputReader()) {
			assertThat(output.lines().anyMatch((line) -> line.startsWith("export IDENTITY_HEADER="))).isTrue();
			process.destroyForcibly().waitFor();
		}
		assertThat(data.resolve("postmaster.pid")).exists();
		long left = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
		assertThat(ProcessHandle.of(left)).isPresent();
		try (LocalAzure azure = LocalAzure.builder().dataDirectory(data).start();
				Connection connection = connect(azure)) {
			assertThat(connection.isValid(5)).isTrue();
			assertThat(ProcessHandle.of(left)).isNotPresent();
		}
	}

	@Test
	void startWhenDataDirectoryHoldsOtherFilesFails(@TempDir Path directory) throws IOException {
		Files.writeString(directory.resolve("mine.txt"), "mine");
		assertThatExceptionOfType(LocalAzureException.class)
			.isThrownBy(() -> LocalAzure.builder().dataDirectory(directory).start())
			.withMessageContaining("holds other files");
		assertThat(directory).isDirectoryContaining("glob:**mine.txt");
	}

	private static Connection connect(LocalAzure azure) throws SQLException {
		return Databases.connect(azure, "aad_app", Databases.token(azure, azure.systemAssignedIdentity("aad_app")));
	}

	private static void assertNothingListensOn(int port) {
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
	}

}
