package io.github.serviceconnector.postgresql.jdbc;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.DatabaseServer;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.RecordedLogin;
import io.github.serviceconnector.postgresql.local.RecordedLogin.Outcome;
import io.github.serviceconnector.postgresql.local.ServerBehavior;
import io.github.serviceconnector.postgresql.testing.ApplicationHost;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for servers that want a token and must not have it: their host is Azure's by
 * name, and the JVM trusts Azure's authority.
 */
class HostileServerTests {

	private static final String HOST = "demo.postgres.database.azure.com";

	private static final String HOSTILE_HOST = "demo.postgres.database.azure.com.invalid";

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	@AutoClose
	private static ApplicationHost host;

	private final Map<String, String> variables = new HashMap<>();

	@BeforeAll
	static void start() throws IOException {
		host = ApplicationHost.start(Map.of(),
				ApplicationProcess.trusting(azure.get(), azure.get().hostsFile(HOST, HOSTILE_HOST)));
	}

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		this.variables.put("spring.datasource.url", database().jdbcUrl(HOST));
		this.variables.putAll(azure.get().identityEnvironment());
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AZURE")
	void loginWhenServerIsHostileSendsNoToken(ServerBehavior behavior) throws Exception {
		database().behave(behavior);
		ApplicationProcess.Result result = run();
		assertThat(result.exitCode()).isNotZero();
		assertThat(result.output()).doesNotContain("Logged in");
		assertThat(database().logins()).isNotEmpty()
			.noneMatch(RecordedLogin::passwordReceived)
			.noneMatch((login) -> login.outcome() == Outcome.ACCEPTED && behavior != ServerBehavior.ASKS_FOR_NOTHING);
	}

	@Test
	void loginWhenOneOfTwoServersHasAnotherNameSendsTheTokenToTheOtherAlone() throws Exception {
		String port = ":" + database().port();
		this.variables.computeIfPresent("spring.datasource.url",
				(name, url) -> url.replace(HOST + port, HOSTILE_HOST + port + "," + HOST + port));
		assertThat(run("--spring.datasource.hikari.maximum-pool-size=1").output()).contains("Logged in as aad_app");
		assertThat(database().logins()).extracting(RecordedLogin::outcome, RecordedLogin::passwordReceived)
			.containsExactly(tuple(Outcome.ABANDONED, false), tuple(Outcome.ACCEPTED, true));
	}

	@Test
	void loginWhenTheOnlyServerHasAnotherNameSendsNoToken() throws Exception {
		this.variables.put("spring.datasource.url", database().jdbcUrl(HOSTILE_HOST));
		assertThat(run("--spring.datasource.hikari.connection-timeout=1000").output()).doesNotContain("Logged in")
			.containsOnlyOnce("The server was asked for as " + HOSTILE_HOST + ", and its certificate is for localhost, "
					+ "127.0.0.1, 0:0:0:0:0:0:0:1, *.postgres.database.azure.com, so no token was sent. Write the server's "
					+ "own name, <server>.postgres.database.azure.com, in 'spring.datasource.url' from System "
					+ "Environment Property \"spring.datasource.url\": neither an IP address nor an alias (a CNAME, "
					+ "or a name in a private DNS zone of your own).");
		assertThat(database().logins()).isNotEmpty().noneMatch(RecordedLogin::passwordReceived);
	}

	@Test
	void loginWhenUrlAsksForNoEncryptionVerifiesAllTheSame() throws Exception {
		this.variables.computeIfPresent("spring.datasource.url", (name, url) -> url.replace("require", "disable"));
		assertThat(run().output()).contains("Logged in as aad_app");
		assertThat(database().logins()).allSatisfy((login) -> assertThat(login.tlsProtocol()).isEqualTo("TLSv1.3"));
	}

	private ApplicationProcess.Result run(String... arguments) throws IOException {
		return host.run(this.variables, arguments);
	}

	private static DatabaseServer database() {
		return azure.get().database();
	}

}
