package io.github.serviceconnector.postgresql.local;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.serviceconnector.postgresql.local.RecordedLogin.Outcome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LoginGateway}.
 */
class LoginGatewayTests {

	private static final String TLS_OF_SESSION = "select ssl, version from pg_stat_ssl where pid = pg_backend_pid()";

	private static final String ROLE = "aad_\"odd' name";

	@RegisterExtension
	private static final LocalAzureExtension AZURE = LocalAzureExtension.create();

	private LocalAzure azure;

	private LocalIdentity identity;

	@BeforeEach
	void identity() {
		this.azure = AZURE.get();
		this.identity = this.azure.systemAssignedIdentity(ROLE);
	}

	@Test
	void loginWhenTokenIsValidLetsRoleIn() throws SQLException {
		String token = Databases.token(this.azure, this.identity);
		try (Connection connection = Databases.connect(this.azure, ROLE, token, "ApplicationName", "tests",
				"assumeMinServerVersion", "16")) {
			assertThat(Databases.query(connection, "select current_user, session_user, current_database()"))
				.isEqualTo(ROLE + "," + ROLE + ",app");
		}
		assertThat(this.azure.database().logins()).singleElement().satisfies((login) -> {
			assertThat(login.role()).isEqualTo(ROLE);
			assertThat(login.database()).isEqualTo("app");
			assertThat(login.tlsProtocol()).isEqualTo("TLSv1.3");
			assertThat(login.passwordReceived()).isTrue();
			assertThat(login.outcome()).isEqualTo(Outcome.ACCEPTED);
			assertThat(login.applicationName()).isEqualTo("tests");
			assertThat(login.toString()).doesNotContain(token).doesNotContain("eyJ");
		});
	}

	@Test
	void loginWhenTokenIsValidMayMigrate() throws SQLException {
		try (Connection connection = connect(Databases.token(this.azure, this.identity))) {
			Databases.execute(connection, "create table migrated (id int)");
			Databases.execute(connection, "create schema migrated");
			Databases.execute(connection, "drop schema migrated");
			Databases.execute(connection, "drop table migrated");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://ossrdbms-aad.database.windows.net/",
			"https://ossrdbms-aad.database.chinacloudapi.cn", "https://ossrdbms-aad.database.usgovcloudapi.net" })
	void loginWhenAudienceIsAnyDatabasesLetsRoleIn(String audience) throws SQLException {
		try (Connection connection = connect(this.azure.issueToken(this.identity, audience, Duration.ofHours(1)))) {
			assertThat(connection.isValid(10)).isTrue();
		}
	}

	@Test
	void loginWhenPasswordIsNoTokenIsRefused() {
		assertRefused("secret", "the password is not a token");
	}

	@Test
	void loginWhenRoleHasAPasswordTakesThatAlone() throws SQLException {
		this.azure.passwordRole("with_password", "right");
		try (Connection connection = Databases.connect(this.azure, "with_password", "right")) {
			assertThat(Databases.query(connection, "select current_user")).isEqualTo("with_password");
		}
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> Databases.connect(this.azure, "with_password", "wrong"))
			.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo("28P01"));
	}

	@Test
	void loginWhenRoleHasAPasswordIsByScramBoundToTheCertificate() throws SQLException {
		this.azure.passwordRole("with_scram", "it's right");
		try (Connection connection = Databases.connect(this.azure, "with_scram", "it's right", "requireAuth",
				"scram-sha-256", "channelBinding", "require")) {
			assertThat(Databases.query(connection, "select current_user")).isEqualTo("with_scram");
		}
	}

	@Test
	void loginWhenPasswordIsWrongIsRecordedAsTheServersRefusal() {
		this.azure.passwordRole("with_password", "right");
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> Databases.connect(this.azure, "with_password", "wrong"));
		assertThat(this.azure.database().logins()).last().satisfies((login) -> {
			assertThat(login.outcome()).isEqualTo(Outcome.REJECTED);
			assertThat(login.sqlState()).isEqualTo("28P01");
			assertThat(login.reason()).isEqualTo("the real server refused the password");
		});
	}

	@Test
	void loginWhenPasswordIsEmptyIsRefused() {
		assertRefused(" ", "the password is not a token");
	}

	@Test
	void loginWhenTokenIsExpiredIsRefused() {
		assertRefused(this.azure.issueToken(this.identity, Databases.AUDIENCE, Duration.ofSeconds(-1)),
				"the token expired at ");
	}

	@Test
	void loginWhenTokenIsForAnotherAudienceIsRefused() {
		assertRefused(this.azure.issueToken(this.identity, "https://vault.azure.net", Duration.ofHours(1)),
				"the token is for [https://vault.azure.net]");
	}

	@Test
	void loginWhenTokenIsAnotherIdentitysIsRefused() {
		LocalIdentity other = this.azure.userAssignedIdentity("other-client", "other");
		assertRefused(Databases.token(this.azure, other),
				"the identity %s is no principal for the role".formatted(other.objectId()));
	}

	@Test
	void loginWhenTokenIsChangedIsRefused() {
		String token = Databases.token(this.azure, this.identity);
		char last = token.charAt(token.length() - 10);
		String changed = token.substring(0, token.length() - 10) + ((last != 'A') ? 'A' : 'B')
				+ token.substring(token.length() - 9);
		assertRefused(changed, "the token is not signed by this issuer");
	}

	@Test
	void loginWhenTokenIsUnsignedIsRefused() {
		assertRefused("eyJhbGciOiJub25lIn0.eyJvaWQiOiJ4In0.", "the password is not a token");
	}

	@Test
	void loginWhenTokensAreRevokedIsRefused() throws SQLException {
		String token = Databases.token(this.azure, this.identity);
		this.azure.revokeTokens();
		assertRefused(token, "the token is not signed by this issuer");
		connect(Databases.token(this.azure, this.identity)).close();
	}

	@Test
	void loginWhenRoleIsTheAdministratorsIsRefused() {
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> Databases.connect(this.azure, "postgres", Databases.token(this.azure, this.identity)))
			.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo("28P01"));
	}

	@Test
	void loginWhenDatabaseIsUnknownFailsAsTheServerSays() {
		String url = this.azure.database().jdbcUrl().replace("/app?", "/unknown?");
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> Databases.connect(url, ROLE, Databases.token(this.azure, this.identity)))
			.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo("3D000"));
	}

	@Test
	void loginWhenClearTextIsRefused() {
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(
					() -> Databases.connect(this.azure.database().jdbcUrl("127.0.0.1").replace("require", "disable"),
							ROLE, Databases.token(this.azure, this.identity)))
			.withMessage(
					"FATAL: no pg_hba.conf entry for host \"127.0.0.1\", user \"%s\", database \"app\", no encryption",
					ROLE)
			.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo("28000"));
		assertThat(this.azure.database().logins()).singleElement().satisfies((login) -> {
			assertThat(login.passwordReceived()).isFalse();
			assertThat(login.tlsProtocol()).isNull();
			assertThat(login.sqlState()).isEqualTo("28000");
		});
	}

	@Test
	void sessionWhenClientUsesTls13ShowsIt() throws SQLException {
		try (Connection connection = connect(Databases.token(this.azure, this.identity))) {
			assertThat(Databases.query(connection, TLS_OF_SESSION)).isEqualTo("t,TLSv1.3");
		}
	}

	@Test
	void sessionWhenClientUsesTls12ShowsIt() throws Exception {
		OldTlsSocketFactory.delegate = Databases.trusting(this.azure.trustStore());
		try (Connection connection = Databases.connect(this.azure.database().jdbcUrl("localhost"), ROLE,
				Databases.token(this.azure, this.identity), "sslfactory", OldTlsSocketFactory.class.getName())) {
			assertThat(Databases.query(connection, TLS_OF_SESSION)).isEqualTo("t,TLSv1.2");
		}
	}

	@Test
	void loginWhenTlsIsDirectLetsRoleIn() throws SQLException {
		try (Connection connection = Databases.connect(this.azure, ROLE, Databases.token(this.azure, this.identity),
				"sslNegotiation", "direct")) {
			assertThat(Databases.query(connection, TLS_OF_SESSION)).isEqualTo("t,TLSv1.3");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "3.0", "3.2" })
	void statementWhenCanceledEnds(String protocolVersion) throws Exception {
		try (Connection connection = Databases.connect(this.azure, ROLE, Databases.token(this.azure, this.identity),
				"protocolVersion", protocolVersion); Statement statement = connection.createStatement()) {
			CompletableFuture<Boolean> execution = CompletableFuture
				.supplyAsync(() -> executeUntilCanceled(statement, "select pg_sleep(60)"));
			Awaitility.await().until(() -> "1".equals(running("select pg_sleep(60)")));
			statement.cancel();
			assertThat(execution.get(10, TimeUnit.SECONDS)).isTrue();
			assertThat(connection.isValid(10)).isTrue();
		}
	}

	private static boolean executeUntilCanceled(Statement statement, String sql) {
		try {
			statement.execute(sql);
			return false;
		}
		catch (SQLException ex) {
			return "57014".equals(ex.getSQLState());
		}
	}

	@Test
	void sessionWhenClientClosesEnds() throws SQLException {
		Connection connection = connect(Databases.token(this.azure, this.identity));
		connection.close();
		Awaitility.await()
			.until(() -> "0".equals(Databases.query(this.azure.database().administrator(),
					"select count(*) from pg_stat_activity where usename <> 'postgres'")));
	}

	@Test
	void resultWhenLargeArrivesWhole() throws SQLException {
		try (Connection connection = connect(Databases.token(this.azure, this.identity))) {
			assertThat(Databases.query(connection, "select repeat('x', 20000000)")).hasSize(20_000_000);
		}
	}

	@Test
	void passwordWhenScriptedIsRefusedUntilReset() throws SQLException {
		this.azure.database().refuse("28000", "Microsoft Entra authentication is not enabled");
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> connect(Databases.token(this.azure, this.identity)))
			.withMessage("FATAL: Microsoft Entra authentication is not enabled");
		this.azure.database().reset();
		connect(Databases.token(this.azure, this.identity)).close();
	}

	private String running(String sql) throws SQLException {
		return Databases.query(this.azure.database().administrator(),
				"select count(*) from pg_stat_activity where query = '%s'".formatted(sql));
	}

	private Connection connect(String token) throws SQLException {
		return Databases.connect(this.azure, ROLE, token);
	}

	private void assertRefused(String password, String reason) {
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connect(password))
			.withMessage("FATAL: password authentication failed for user \"%s\"", ROLE)
			.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo("28P01"));
		assertThat(this.azure.database().logins()).singleElement().satisfies((login) -> {
			assertThat(login.outcome()).isEqualTo(Outcome.REJECTED);
			assertThat(login.sqlState()).isEqualTo("28P01");
			assertThat(login.reason()).startsWith(reason);
			assertThat(login.passwordReceived()).isTrue();
			assertThat(login.toString()).doesNotContain("eyJ");
		});
	}

}
