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
import io.github.serviceconnector.postgresql.local.TrustStore;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;
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

	// The driver asks DNS itself, past jdk.net.hosts.file: addresses must do
	private static final String HOST = "[::ffff:127.0.0.1]";

	private static final String HOSTILE_HOST = "0.0.0.0";

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.create();

	private final Map<String, String> variables = new HashMap<>();

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
		String port = ":" + database().port();
		this.variables.computeIfPresent("spring.datasource.url",
				(name, url) -> url.replace(HOST + port, HOSTILE_HOST + port + ",localhost" + port));
		assertThat(run("--spring.r2dbc.pool.enabled=false").output()).contains("Logged in as aad_app");
		assertThat(database().logins()).extracting(RecordedLogin::outcome, RecordedLogin::passwordReceived)
			.containsExactly(tuple(Outcome.ABANDONED, false), tuple(Outcome.ACCEPTED, true));
	}

	@Test
	void loginWhenTheOnlyServerHasAnotherNameSendsNoToken() throws Exception {
		this.variables.put("spring.datasource.url", database().jdbcUrl(HOSTILE_HOST));
		assertThat(run().output()).doesNotContain("Logged in");
		assertThat(database().logins()).isNotEmpty().noneMatch(RecordedLogin::passwordReceived);
	}

	private ApplicationProcess.Result run(String... arguments) throws IOException, InterruptedException {
		TrustStore trustStore = azure.get().trustStore();
		return ApplicationProcess.run(ReactiveApplication.class, this.variables,
				List.of("-XX:TieredStopAtLevel=1", "-Djavax.net.ssl.trustStore=" + trustStore.file(),
						"-Djavax.net.ssl.trustStorePassword=" + trustStore.password()),
				arguments);
	}

	private static DatabaseServer database() {
		return azure.get().database();
	}

}
