package io.github.serviceconnector.postgresql.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.testing.ApplicationHost;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs an application for each row of the first table in {@code docs/conformance.md}:
 * client type by authentication type, with exactly the variables of that row, up to
 * {@code select current_user}. An authentication type has a process of its own.
 */
class AuthenticationTypeTests {

	private static final String HOST = "demo.postgres.database.azure.com";

	private static final String ADDRESS = "127.0.0.2";

	private static final int PORT = 5432;

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private static final DocumentedTable table = new DocumentedTable("Client types and authentication types",
			"client type", "authentication type", "logged in as", "with");

	@TempDir
	static Path directory;

	private static PortForwarder database;

	@BeforeAll
	static void start() throws IOException {
		database = new PortForwarder(ADDRESS, PORT, azure.get().database().port());
		Files.writeString(directory.resolve("hosts"),
				Files.readString(azure.get().hostsFile()) + "\n" + ADDRESS + " " + HOST + "\n");
	}

	@AfterAll
	static void stop() throws IOException {
		database.close();
		table.write();
		assertThat(table.documented()).as("copy the rows of %s to docs/conformance.md", table.written())
			.isEqualTo(table.rows());
	}

	@ParameterizedTest
	@EnumSource
	void loginWhenBoundEntersAsTheRoleOfTheBinding(AuthenticationType authenticationType) throws Exception {
		Map<String, String> platform = authenticationType.platform(azure.get());
		try (ApplicationHost host = ApplicationHost.start(platform,
				ApplicationProcess.trusting(azure.get(), directory.resolve("hosts")))) {
			for (ClientType clientType : ClientType.values()) {
				Map<String, String> variables = new HashMap<>(clientType.variables(
						new Target(HOST, PORT, "app", authenticationType.role(), authenticationType.password())));
				variables.putAll(authenticationType.variables(clientType, azure.get()));
				ApplicationProcess.Result result = host.run(variables);
				String output = result.output();
				assertThat(result.exitCode()).as(output).isZero();
				assertThat(output).contains("Logged in as " + authenticationType.role());
				table.add("`" + clientType + "`", authenticationType.toString(), "`" + authenticationType.role() + "`",
						credential(output));
			}
		}
	}

	private static String credential(String output) {
		return output.lines()
			.filter((line) -> line.contains("PostgreSQL at ")
					|| line.contains("PostgreSQL is entered with the password"))
			.map((line) -> line.contains("the password") ? "its own password"
					: line.replaceAll(".*with (a token of the .*?) \\(binding:.*", "$1"))
			.findFirst()
			.orElse("nothing that was said");
	}

}
