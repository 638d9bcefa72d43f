package io.github.serviceconnector.postgresql.r2dbc;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
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
 * Tests for servers that want a token and must not have it, through R2DBC: by the
 * spelling of its address their host is not this machine, and the JVM trusts Azure's
 * authority.
 */
class HostileServerForR2dbcTests {

	// Leads to this machine, and is not in the certificate: an address, since the driver
	// asks DNS itself, past jdk.net.hosts.file
	private static final String ELSEWHERE = "0.0.0.0";

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	@AutoClose
	private static ApplicationHost host;

	private final Map<String, String> variables = new HashMap<>();

	@BeforeAll
	static void start() throws IOException {
		host = ApplicationHost.start(Map.of(), trusting());
	}

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		// A server of its name, and one that is not this machine by the spelling of its
		// address, where nobody listens
		bind(ELSEWHERE + ":1," + server("localhost"));
		this.variables.putAll(azure.get().identityEnvironment());
		// Or others are still on their way when the first has failed
		this.variables.put("spring.r2dbc.pool.initial-size", "1");
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AZURE", "WITHOUT_TLS" })
	void loginWhenServerIsHostileSendsNoToken(ServerBehavior behavior) throws Exception {
		database().behave(behavior);
		assertSentNoToken(run(), behavior);
	}

	@Test
	void loginWhenServerHasNoTlsSendsNoToken() throws Exception {
		database().behave(ServerBehavior.WITHOUT_TLS);
		// The driver leaves the connection open until its process ends
		assertSentNoToken(ApplicationProcess.run(ReactiveApplication.class, this.variables, trusting()),
				ServerBehavior.WITHOUT_TLS);
	}

	private static void assertSentNoToken(ApplicationProcess.Result result, ServerBehavior behavior) {
		assertThat(result.exitCode()).isNotZero();
		assertThat(result.output()).doesNotContain("Logged in").doesNotContain("eyJ");
		assertThat(database().logins()).isNotEmpty()
			.noneMatch(RecordedLogin::passwordReceived)
			.noneMatch((login) -> login.outcome() == Outcome.ACCEPTED && behavior != ServerBehavior.ASKS_FOR_NOTHING);
	}

	@Test
	void loginWhenServerIsAzuresSendsTheToken() throws Exception {
		assertThat(run().output()).contains("Logged in as aad_app");
	}

	@Test
	void loginWhenOneOfTwoServersHasAnotherNameSendsTheTokenToTheOtherAlone() throws Exception {
		bind(server(ELSEWHERE) + "," + server("localhost"));
		assertThat(run("--spring.r2dbc.pool.enabled=false").output()).contains("Logged in as aad_app");
		assertThat(database().logins()).extracting(RecordedLogin::outcome, RecordedLogin::passwordReceived)
			.containsExactly(tuple(Outcome.ABANDONED, false), tuple(Outcome.ACCEPTED, true));
	}

	@Test
	void loginWhenTheOnlyServerHasAnotherNameSendsNoToken() throws Exception {
		bind(server(ELSEWHERE));
		assertThat(run().output()).doesNotContain("Logged in");
		assertThat(database().logins()).isNotEmpty().noneMatch(RecordedLogin::passwordReceived);
	}

	private static List<String> trusting() {
		return ApplicationProcess.trusting(azure.get(), azure.get().hostsFile());
	}

	private ApplicationProcess.Result run(String... arguments) throws IOException {
		return host.run(ReactiveApplication.class, this.variables, arguments);
	}

	private void bind(String servers) {
		this.variables.put("spring.datasource.url", "jdbc:postgresql://" + servers + "/app?sslmode=require");
	}

	private static String server(String host) {
		return host + ":" + database().port();
	}

	private static DatabaseServer database() {
		return azure.get().database();
	}

}
