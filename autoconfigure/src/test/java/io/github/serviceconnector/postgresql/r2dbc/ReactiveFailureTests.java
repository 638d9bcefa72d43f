package io.github.serviceconnector.postgresql.r2dbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.RecordedLogin;
import io.github.serviceconnector.postgresql.local.ServerBehavior;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what a person reads when a start cannot use the database through R2DBC: the
 * sentences of JDBC.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReactiveFailureTests {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private final Map<String, String> variables = new HashMap<>();

	private String server = "localhost:" + azure.get().database().port();

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		this.variables.putAll(azure.get().identityEnvironment());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					EXPIRED_CERTIFICATE              | The certificate of %s has expired, so no token was sent.
					CERTIFICATE_OF_UNKNOWN_AUTHORITY | The certificate of %s comes from an authority that is not trusted, so
					CERTIFICATE_OF_ANOTHER_HOST      | The server was asked for as localhost, and its certificate is for another name
					WITHOUT_TLS                      | The server at %s does not encrypt, so no token was sent.
					ASKS_FOR_MD5                     | The server at %s asked for something else than a password in clear text,
					ASKS_FOR_SCRAM                   | The server at %s asked for something else than a password in clear text,
					ASKS_FOR_NOTHING                 | The server at %s asked for something else than a password in clear text,
					""")
	void startWhenServerIsHostileSaysWhyNoTokenWasSent(ServerBehavior behavior, String description,
			CapturedOutput output) {
		azure.get().database().behave(behavior);
		assertStops(output, description);
		assertThat(azure.get().database().logins()).noneMatch(RecordedLogin::passwordReceived);
	}

	@ParameterizedTest
	@EnumSource(names = "AZURE", mode = EnumSource.Mode.EXCLUDE)
	void startWhenEachOfTwoServersIsHostileSaysWhyNoTokenWasSent(ServerBehavior behavior, CapturedOutput output) {
		azure.get().database().behave(behavior);
		this.variables.computeIfPresent("spring.datasource.url",
				(name, url) -> url.replace(this.server, this.server + "," + this.server));
		this.server += "," + this.server;
		assertThatException().isThrownBy(this::start);
		assertThat(output).contains("APPLICATION FAILED TO START").contains("so no token was sent.");
		assertThat(azure.get().database().logins()).noneMatch(RecordedLogin::passwordReceived);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			28000 | Microsoft Entra authentication is not enabled | The server at %s has Microsoft Entra authentication
			28000 | no pg_hba.conf entry for host "1.2.3.4"       | The server at %s does not let this machine's address
			53300 | remaining connection slots are reserved       | The server at %s has no connection left for the role
			""")
	void startWhenServerRefusesSaysWhy(String sqlState, String message, String description, CapturedOutput output) {
		azure.get().database().refuse(sqlState, message);
		assertStops(output, description);
	}

	@Test
	void startWhenRoleIsAnothersSaysHowToMakeIt(CapturedOutput output) {
		azure.get().userAssignedIdentity("4711", "o'hara");
		this.variables.put("spring.datasource.username", "o'hara");
		assertStops(output, "The server at %s refused the token for the role 'o'hara': there is no such role");
	}

	@Test
	void startWhenDatabaseIsMissingSaysHowToCreateIt(CapturedOutput output) {
		this.variables.computeIfPresent("spring.datasource.url", (name, url) -> url.replace("/app?", "/orders?"));
		assertStops(output, "The server at %s has no database 'orders'.");
	}

	@Test
	void startWhenSchemaIsClosedGivesTheLineToRun(CapturedOutput output) {
		this.variables.put("spring.datasource.username", azure.get().systemAssignedIdentity("aad_new").role());
		JdbcClient.create(azure.get().database().administrator())
			.sql("revoke create on schema public from aad_new")
			.update();
		assertStops(output, "The role 'aad_new' may not use the schema public of the database 'app'.");
	}

	@Test
	void startWhenHostIsUnknownNamesIt(CapturedOutput output) {
		goTo("nowhere.invalid", 5432);
		assertStops(output, "The name of nowhere.invalid is not known to DNS.");
	}

	@Test
	void startWhenNothingListensNamesHostAndPort(CapturedOutput output) throws IOException {
		// A port that another socket holds, and where nobody listens
		try (Socket bound = new Socket()) {
			bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			goTo("localhost", bound.getLocalPort());
			assertStops(output, "Nothing listens at %s.");
		}
	}

	@Test
	void startWhenNothingAnswersNamesFirewallAndEndpoint(CapturedOutput output) throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			goTo("localhost", silent.getLocalPort());
			assertStops(output, "%s did not answer in time.");
		}
	}

	@Test
	void startWhenServerHangsUpAsksForTheRightPort(CapturedOutput output) throws IOException {
		try (ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			Thread thread = new Thread(() -> hangUp(rude), "rude-server");
			thread.setDaemon(true);
			thread.start();
			goTo("localhost", rude.getLocalPort());
			assertStops(output, "What listens at %s ended the connection before the login.");
		}
	}

	@Test
	void startWhenIdentityIsNotAssignedSaysHowToAssignIt(CapturedOutput output) {
		this.variables.put("spring.cloud.azure.credential.managed-identity-enabled", "true");
		this.variables.put("spring.cloud.azure.credential.client-id", "4712");
		assertThatException().isThrownBy(this::start);
		assertThat(output).contains("Action:\n\nAssign that identity to the app (az webapp identity assign");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			connectTimeout=soon   | gives the parameter 'connectTimeout' a value that is not a number
			sslrootcert=/none.pem | names an sslrootcert that cannot be read
			""")
	void startWhenParameterIsInvalidNamesTheSetting(String parameter, String problem, CapturedOutput output) {
		this.variables.computeIfPresent("spring.datasource.url",
				(name, url) -> url.substring(0, url.indexOf('?') + 1) + parameter);
		assertStops(output,
				"'spring.datasource.url' from System Environment Property \"spring.datasource.url\" " + problem);
	}

	@Test
	void startWhenPropertyLeadsAroundTheVerifiedServerRefusesIt(CapturedOutput output) {
		this.variables.put("spring.r2dbc.properties.sslHostnameVerifier", "example.TrustAll");
		assertStops(output,
				"'spring.r2dbc.properties.sslHostnameVerifier' would lead the login around the verified " + "server.");
	}

	private void goTo(String host, int port) {
		this.variables.computeIfPresent("spring.datasource.url",
				(name, url) -> url.replace(this.server + "/", host + ":" + port + "/"));
		this.server = host + ":" + port;
	}

	private void assertStops(CapturedOutput output, String description) {
		assertThatException().isThrownBy(this::start);
		assertThat(output).contains("Description:\n\n" + description.replace("%s", this.server))
			.doesNotContain("eyJ", azure.get().identityEnvironment().get("IDENTITY_HEADER"));
	}

	private void start() {
		BoundApplication
			.run(EagerReactiveApplication.class, this.variables, "--spring.r2dbc.pool.initial-size=1",
					"--spring.r2dbc.pool.max-acquire-time=5s")
			.close();
	}

	private static void hangUp(ServerSocket server) {
		try {
			while (true) {
				server.accept().close();
			}
		}
		catch (IOException ex) {
			// The test is over
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(ReactiveApplication.class)
	static class EagerReactiveApplication {

		@Bean
		InitializingBean migration(DatabaseClient client) {
			return () -> client.sql("create table if not exists started (id int)").then().block(Duration.ofSeconds(20));
		}

	}

}
