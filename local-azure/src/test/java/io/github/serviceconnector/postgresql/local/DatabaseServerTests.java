package io.github.serviceconnector.postgresql.local;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;

import io.github.serviceconnector.postgresql.local.RecordedLogin.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DatabaseServer}.
 */
class DatabaseServerTests {

	private static final String ROLE = "aad_app";

	@RegisterExtension
	private static final LocalAzureExtension AZURE = LocalAzureExtension.create();

	private LocalAzure azure;

	private DatabaseServer database;

	private String token;

	@BeforeEach
	void token() {
		this.azure = AZURE.get();
		this.database = this.azure.database();
		this.token = Databases.token(this.azure, this.azure.systemAssignedIdentity(ROLE));
	}

	@ParameterizedTest
	@EnumSource(names = { "CERTIFICATE_OF_UNKNOWN_AUTHORITY", "CERTIFICATE_OF_ANOTHER_HOST", "EXPIRED_CERTIFICATE" })
	void certificateWhenBadKeepsVerifyingClientAway(ServerBehavior behavior) {
		this.database.behave(behavior);
		assertThatExceptionOfType(SQLException.class).isThrownBy(this::connect)
			.satisfies((ex) -> assertThat(ex.getSQLState()).startsWith("08"));
		assertThat(this.database.logins()).singleElement().satisfies((login) -> {
			assertThat(login.outcome()).isEqualTo(Outcome.ABANDONED);
			assertThat(login.passwordReceived()).isFalse();
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "CERTIFICATE_OF_UNKNOWN_AUTHORITY", "CERTIFICATE_OF_ANOTHER_HOST", "EXPIRED_CERTIFICATE" })
	void certificateWhenBadIsTakenByClientThatVerifiesNothing(ServerBehavior behavior) throws SQLException {
		this.database.behave(behavior);
		Databases.connect(this.database.jdbcUrl("localhost"), ROLE, this.token).close();
		assertThat(this.database.logins()).singleElement()
			.satisfies((login) -> assertThat(login.outcome()).isEqualTo(Outcome.ACCEPTED));
	}

	@Test
	void tlsWhenTurnedOffKeepsClientAwayThatRequiresIt() {
		this.database.behave(ServerBehavior.WITHOUT_TLS);
		assertThatExceptionOfType(SQLException.class).isThrownBy(this::connect)
			.withMessageContaining("does not support SSL");
		assertThat(this.database.logins()).singleElement()
			.satisfies((login) -> assertThat(login.outcome()).isEqualTo(Outcome.ABANDONED));
	}

	@Test
	void tlsWhenTurnedOffRecordsTokenInClearText() throws SQLException {
		this.database.behave(ServerBehavior.WITHOUT_TLS);
		String url = this.database.jdbcUrl("localhost").replace("require", "prefer");
		Databases.connect(url, ROLE, this.token).close();
		assertThat(this.database.logins()).filteredOn(RecordedLogin::passwordReceived)
			.singleElement()
			.satisfies((login) -> assertThat(login.tlsProtocol()).isNull());
	}

	@ParameterizedTest
	@EnumSource(names = { "ASKS_FOR_MD5", "ASKS_FOR_SCRAM" })
	void hashWhenAskedForIsRecordedAndRefused(ServerBehavior behavior) {
		this.database.behave(behavior);
		assertThatExceptionOfType(SQLException.class).isThrownBy(this::connect)
			.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo("28P01"));
		assertThat(this.database.logins()).singleElement()
			.satisfies((login) -> assertThat(login.passwordReceived()).isTrue());
	}

	@Test
	void passwordWhenNotAskedForIsNoneOfTheServers() throws SQLException {
		this.database.behave(ServerBehavior.ASKS_FOR_NOTHING);
		connect().close();
		assertThat(this.database.logins()).singleElement().satisfies((login) -> {
			assertThat(login.outcome()).isEqualTo(Outcome.ACCEPTED);
			assertThat(login.passwordReceived()).isFalse();
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "ASKS_FOR_MD5", "ASKS_FOR_SCRAM", "ASKS_FOR_NOTHING" })
	void clientWhenItRequiresPasswordRequestLeaves(ServerBehavior behavior) {
		this.database.behave(behavior);
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> Databases.connect(this.azure, ROLE, this.token, "requireAuth", "password"));
		assertThat(this.database.logins()).singleElement()
			.satisfies((login) -> assertThat(login.passwordReceived()).isFalse());
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "AZURE")
	void resetWhenHostileMakesHonest(ServerBehavior behavior) throws SQLException {
		this.database.behave(behavior);
		this.database.reset();
		connect().close();
	}

	@Test
	void connectionWhenItSaysNothingIsNotRecorded() throws Exception {
		new Socket(InetAddress.getLoopbackAddress(), this.database.port()).close();
		assertThat(this.database.logins()).isEmpty();
	}

	@Test
	void jdbcUrlReadsAsServiceConnectorWritesIt() {
		assertThat(this.database.jdbcUrl("server.postgres.database.azure.com")).isEqualTo(
				"jdbc:postgresql://server.postgres.database.azure.com:%d/app?sslmode=require", this.database.port());
		assertThat(URI.create(this.database.jdbcUrl().substring("jdbc:".length())).getQuery())
			.isEqualTo("sslmode=verify-full&sslrootcert=" + this.azure.caCertificate());
	}

	@Test
	void administratorIsTheSuperuser() throws SQLException {
		assertThat(Databases.query(this.database.administrator(), "select current_user, current_database()"))
			.isEqualTo("postgres,app");
	}

	@Test
	void realServerWhenReachedRoundTheGatewayIsShut() throws SQLException {
		String port = Databases.query(this.database.administrator(), "show port");
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> Databases.connect("jdbc:postgresql://localhost:%s/app?sslmode=require".formatted(port),
					"postgres", "any"))
			.satisfies((ex) -> assertThat(ex.getSQLState()).startsWith("28"));
	}

	private Connection connect() throws SQLException {
		return Databases.connect(this.azure, ROLE, this.token);
	}

}
