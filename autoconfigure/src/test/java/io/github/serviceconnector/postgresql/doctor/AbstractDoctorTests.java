package io.github.serviceconnector.postgresql.doctor;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.DatabaseServer;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base of the tests for what a person sees who asks the doctor, as a process of its own
 * prints it.
 */
abstract class AbstractDoctorTests {

	static final String FOUND = """
			✓ binding              'spring.datasource.url' from System Environment Property
			                       "spring.datasource.url":
			                       demo.postgres.database.azure.com:54321, database app,
			                       role aad_app
			✓ decision             passwordless, with a token of the system-assigned managed
			                       identity
			""";

	static final String REACHED = """
			✓ DNS            5 ms  demo.postgres.database.azure.com is 127.0.0.1
			✓ TCP            5 ms  demo.postgres.database.azure.com:54321 takes connections
			""";

	static final String VERIFIED = """
			✓ TLS            5 ms  TLSv1.3, certificate for localhost, 127.0.0.1,
			                       0:0:0:0:0:0:0:1, *.postgres.database.azure.com, issued by
			                       CN=Local Azure, valid from 2030-01-02 until 2030-01-02;
			                       issuer and name are verified
			""";

	static final String TOKEN = """
			✓ token          5 ms  the token of the system-assigned managed identity names
			                       the application 9fa905b8-6782-38ec-8b65-a50a6547d7b2
			                       (object ef073612-c628-3cf9-9624-ae36b28bc98f), is for
			                       https://ossrdbms-aad.database.windows.net and ends at
			                       2030-01-02T03:04:05Z, in 23 h 59 min
			""";

	static final String ENTERED = """
			✓ login          5 ms  as aad_app, with the token
			✓ server         5 ms  current_user is aad_app in the database app of PostgreSQL
			                       18.6
			– principal      5 ms  pgaadauth_list_principals is not in this database; Azure
			                       has it in postgres
			""";

	static final String GRANTED = """
			✓ grants         5 ms  the role may use the schema public and create in it
			""";

	static final String NOTHING_TO_DO = """

			Next: Nothing to do: the login works.
			""";

	static final String[] CHECKS = { "DNS", "TCP", "TLS", "token", "login", "server", "principal", "grants" };

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	final Map<String, String> variables = new HashMap<>();

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		this.variables.put("spring.datasource.url", database().jdbcUrl(Screen.HOST));
		this.variables.putAll(azure.get().identityEnvironment());
	}

	Screen screen(String... arguments) throws IOException, InterruptedException {
		return Screen.of(azure.get(), this.variables, arguments);
	}

	void assertScreen(int exitCode, String text, String... arguments) throws IOException, InterruptedException {
		Screen screen = screen(arguments);
		assertThat(screen.text()).isEqualTo(text);
		assertThat(screen.text().lines()).allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(80));
		assertThat(screen.exitCode()).isEqualTo(exitCode);
	}

	static String notTried(String first) {
		StringBuilder lines = new StringBuilder();
		boolean reached = false;
		for (String check : CHECKS) {
			reached |= check.equals(first);
			if (reached) {
				lines.append("– %-20s not tried\n".formatted(check));
			}
		}
		return lines.toString();
	}

	static DatabaseServer database() {
		return azure.get().database();
	}

}
