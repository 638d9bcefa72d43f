package io.github.serviceconnector.postgresql.r2dbc;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.PasswordlessConnection;
import io.github.serviceconnector.postgresql.jdbc.TokenLogin;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.RecordedLogin;
import io.github.serviceconnector.postgresql.local.RecordedLogin.Outcome;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for a login through R2DBC: a whole application, the real driver and pool, a real
 * PostgreSQL, the real endpoint of an identity.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReactiveLoginTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private final Map<String, String> variables = new HashMap<>();

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		this.variables.putAll(azure.get().identityEnvironment());
	}

	@Test
	void loginWhenBoundUsesATokenOfTheManagedIdentity(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run()) {
			assertThat(currentUser(context)).isEqualTo("aad_app");
			assertThat(context.getBean(ConnectionFactory.class)).isInstanceOf(ConnectionPool.class);
			assertThat(context.getBeanProvider(DataSource.class).getIfUnique()).isNull();
			assertThat(context.getBean(PasswordlessConnection.class).certificateVerified()).isTrue();
		}
		assertThat(output.getAll().lines()).noneMatch((line) -> line.contains(" WARN "))
			.filteredOn((line) -> line.contains("is entered"))
			.singleElement()
			.asString()
			.contains("is entered through R2DBC as aad_app with a token of the system-assigned managed identity "
					+ "(binding: 'spring.datasource.url' from System Environment Property \"spring.datasource.url\")");
		assertThat(azure.get().database().logins()).isNotEmpty()
			.allMatch((login) -> login.outcome() == Outcome.ACCEPTED && login.tlsProtocol() != null);
	}

	@Test
	void loginWhenJdbcLogsInTooAsksForOneToken() {
		try (ConfigurableApplicationContext context = run("--spring.r2dbc.pool.max-size=5")) {
			ConnectionFactory connectionFactory = context.getBean(ConnectionFactory.class);
			Flux.range(0, 5)
				.flatMap((index) -> connectionFactory.create())
				.collectList()
				.flatMapMany(Flux::fromIterable)
				.flatMap(Connection::close)
				.then()
				.block(TIMEOUT);
			JdbcConnectionDetails details = context.getBean(JdbcConnectionDetails.class);
			DataSource jdbc = new DriverManagerDataSource(details.getJdbcUrl(), String.valueOf(details.getUsername()),
					"");
			assertThat(LoginApplication.currentUser(jdbc)).isEqualTo("aad_app");
		}
		assertThat(azure.get().database().logins()).hasSizeGreaterThanOrEqualTo(6);
		assertThat(azure.get().identityEndpoint().requests()).hasSize(1);
	}

	@Test
	void loginWhenNotPooledUsesAToken() {
		try (ConfigurableApplicationContext context = run("--spring.r2dbc.pool.enabled=false")) {
			assertThat(context.getBean(ConnectionFactory.class)).isNotInstanceOf(ConnectionPool.class);
			assertThat(currentUser(context)).isEqualTo("aad_app");
			assertThat(context.getBean(TokenLogin.class).report().successes()).isEqualTo(1);
		}
	}

	@Test
	void loginWhenTwoContextsHaveTwoIdentitiesKeepsThemApart() {
		Map<String, String> other = new HashMap<>(
				azure.get().springBootSettings(azure.get().userAssignedIdentity("4712", "aad_other")));
		other.putAll(azure.get().identityEnvironment());
		try (ConfigurableApplicationContext first = run();
				ConfigurableApplicationContext second = BoundApplication.run(ReactiveApplication.class, other)) {
			assertThat(currentUser(first)).isEqualTo("aad_app");
			assertThat(currentUser(second)).isEqualTo("aad_other");
		}
	}

	@Test
	void loginWhenCachedTokenIsRefusedTriesOnceMoreWithANewOne() {
		try (ConfigurableApplicationContext context = run("--spring.r2dbc.pool.enabled=false")) {
			assertThat(currentUser(context)).isEqualTo("aad_app");
			azure.get().revokeTokens();
			// A token is too fresh to be replaced at first: it cannot be the reason then
			Awaitility.await().atMost(TIMEOUT).ignoreExceptions().until(() -> "aad_app".equals(currentUser(context)));
		}
		assertThat(azure.get().identityEndpoint().requests()).hasSize(2);
		assertThat(azure.get().database().logins()).extracting(RecordedLogin::outcome)
			.endsWith(Outcome.REJECTED, Outcome.ACCEPTED);
	}

	@Test
	void loginWhenRoleIsAnothersSaysWhoWasAskedForAndWhomTheTokenNames() {
		this.variables.put("spring.datasource.username", "o'brien");
		try (ConfigurableApplicationContext context = run()) {
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> currentUser(context))
				.havingCause()
				.withMessageContaining("The role 'o'brien' was asked for; the token names the application ")
				.withMessageContaining("run select * from pgaadauth_create_principal('o''brien', false, false); or "
						+ "correct 'spring.datasource.username'.")
				.withMessageNotContaining("eyJ");
		}
	}

	@Test
	void loginWhenEndpointRefusesSaysWhyAndWhatToDo() {
		azure.get().identityEndpoint().respond(400, "{\"message\":\"No User Assigned or Delegated Managed Identity\"}");
		try (ConfigurableApplicationContext context = run()) {
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> currentUser(context))
				.havingCause()
				.withMessageContaining("answered with status 400 to the request for a token of the system-assigned "
						+ "managed identity: No User Assigned or Delegated Managed Identity")
				.withMessageContaining("az webapp identity assign");
		}
		assertThat(azure.get().database().logins()).noneMatch(RecordedLogin::passwordReceived);
	}

	@Test
	void loginWhenEndpointIsGoneUsesTheTokenAtHand() {
		try (ConfigurableApplicationContext context = run("--spring.r2dbc.pool.enabled=false")) {
			assertThat(currentUser(context)).isEqualTo("aad_app");
			azure.get().identityEndpoint().closeConnection();
			assertThat(currentUser(context)).isEqualTo("aad_app");
		}
	}

	@Test
	void loginWhenSeveralServersAreBoundTakesTheOneThatAnswers() {
		String server = "localhost:" + azure.get().database().port();
		this.variables.computeIfPresent("spring.datasource.url",
				(name, url) -> url.replace(server, "localhost:1," + server) + "&targetServerType=master");
		try (ConfigurableApplicationContext context = run()) {
			assertThat(currentUser(context)).isEqualTo("aad_app");
		}
	}

	@Test
	void loginWhenUrlHasParametersPassesThemOn(CapturedOutput output) {
		this.variables.computeIfPresent("spring.datasource.url", (name, url) -> url
				+ "&ApplicationName=shop&options=-c%20statement_timeout%3D4711&currentSchema=pg_catalog&socketTimeout=5");
		try (ConfigurableApplicationContext context = run("--spring.r2dbc.properties.timeZone=Asia/Tokyo")) {
			ConnectionFactory connectionFactory = context.getBean(ConnectionFactory.class);
			assertThat(ReactiveApplication.ask(connectionFactory, "show application_name")).isEqualTo("shop");
			assertThat(ReactiveApplication.ask(connectionFactory, "show statement_timeout")).isEqualTo("4711ms");
			assertThat(ReactiveApplication.ask(connectionFactory, "show search_path")).isEqualTo("pg_catalog");
			assertThat(ReactiveApplication.ask(connectionFactory, "show timezone")).isEqualTo("Asia/Tokyo");
		}
		assertThat(output)
			.containsOnlyOnce("says what the R2DBC driver has no setting for, and it is not used: " + "socketTimeout.");
	}

	@Test
	void loginWhenEverythingIsTracedLeavesTheTokenOut(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run("--logging.level.root=trace")) {
			assertThat(currentUser(context)).isEqualTo("aad_app");
		}
		assertThat(output).contains("ReactorNettyClient is set to DEBUG: at TRACE it would write every token.")
			.contains("DEBUG", "Request:  Terminate{}")
			.doesNotContain("eyJ", "65 79 4a");
	}

	@Test
	void springDataReadsAndWrites() {
		try (ConfigurableApplicationContext context = run()) {
			R2dbcEntityTemplate template = context.getBean(R2dbcEntityTemplate.class);
			Mono<Long> count = template.getDatabaseClient()
				.sql("create table note (id int primary key, text text)")
				.then()
				.then(template.insert(new Note(1, "read me")))
				.then(template.select(Note.class).count());
			assertThat(count.block(TIMEOUT)).isOne();
		}
	}

	private ConfigurableApplicationContext run(String... arguments) {
		// One that is still logging in when the context closes would be in the next
		// test's
		// recordings
		this.variables.put("SPRING_R2DBC_POOL_INITIALSIZE", "1");
		return BoundApplication.run(ReactiveApplication.class, this.variables, arguments);
	}

	private static String currentUser(ConfigurableApplicationContext context) {
		return ReactiveApplication.currentUser(context.getBean(ConnectionFactory.class));
	}

	record Note(int id, String text) {
	}

}
