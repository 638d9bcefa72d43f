package io.github.serviceconnector.postgresql.conformance;

import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.PasswordlessConnection;
import io.github.serviceconnector.postgresql.local.DatabaseServer;
import io.github.serviceconnector.postgresql.local.RecordedLogin;
import io.github.serviceconnector.postgresql.local.RecordedLogin.Outcome;
import io.github.serviceconnector.postgresql.local.ServerBehavior;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The kit that every way to the database passes, once for each client type: a way is a
 * subclass, and a row of the second table in {@code docs/conformance.md}.
 *
 * @param <T> what the application gets its connections from
 */
@ExtendWith({ SharedAzure.class, OutputCaptureExtension.class })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbstractConformanceTests<T> {

	static final int CONNECTIONS = 2;

	private static final String ROLE = "aad_app";

	private static final String LEFT_OVER = "left-0ver";

	private static final Pattern VERSION_OF_JAR = Pattern.compile("-(\\d[^/]*?)\\.jar");

	private static final DocumentedTable table = new DocumentedTable("Ways to connect", "way", "version", "interface",
			"chosen by", "client types");

	private final EnumSet<ClientType> passed = EnumSet.noneOf(ClientType.class);

	private final String name;

	private final Class<? extends T> type;

	private final String passwordKey;

	private final String[] settings;

	/**
	 * Describes the way.
	 * @param name its name in the table
	 * @param type what connections come from then
	 * @param passwordKey where a password may be left over
	 * @param settings its settings, of which the first chooses it
	 */
	AbstractConformanceTests(String name, Class<? extends T> type, String passwordKey, String... settings) {
		this.name = name;
		this.type = type;
		this.passwordKey = passwordKey;
		this.settings = settings;
	}

	/**
	 * Returns the application that goes this way.
	 * @return its configuration
	 */
	abstract Class<?> application();

	/**
	 * Returns what the application talks to.
	 * @return JDBC or R2DBC
	 */
	abstract String api();

	/**
	 * Opens connections at once, and asks each who is logged in.
	 * @param connections where they come from
	 * @param count how many
	 * @return the answers
	 */
	abstract List<String> currentUsers(T connections, int count);

	/**
	 * Reads what became of the setting of the size.
	 * @param connections where connections come from
	 * @return the size; without a pool, as many as are wanted
	 */
	int size(T connections) {
		return CONNECTIONS;
	}

	/**
	 * Returns whose version is in the table.
	 * @return a class of its jar
	 */
	Class<?> ofItsJar() {
		return this.type;
	}

	@AfterAll
	void compareTheRow() throws IOException {
		String row = table.add(this.name, version(), api(), "`" + this.settings[0] + "`",
				EnumSet.complementOf(this.passed).isEmpty() ? "all " + this.passed.size() : this.passed.toString());
		table.write();
		assertThat(table.documented()).as("copy the rows of %s to docs/conformance.md", table.written()).contains(row);
	}

	@ParameterizedTest
	@EnumSource
	void loginWhenBoundUsesOneVerifiedTokenInPlaceOfThePasswordLeftOver(ClientType clientType, CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(clientType)) {
			T connections = context.getBean(this.type);
			assertThat(size(connections)).isEqualTo(CONNECTIONS);
			assertThat(currentUsers(connections, CONNECTIONS)).hasSize(CONNECTIONS).containsOnly(ROLE);
			assertThat(context.getBean(PasswordlessConnection.class).certificateVerified()).isTrue();
			assertThat(context.getEnvironment().getProperty(this.passwordKey)).isNull();
		}
		assertThat(database().logins()).filteredOn((login) -> login.outcome() == Outcome.ACCEPTED)
			.hasSizeGreaterThanOrEqualTo(CONNECTIONS);
		assertThat(SharedAzure.get().identityEndpoint().requests()).hasSize(1);
		assertThat(output).contains("The password in '" + this.passwordKey + "' from").doesNotContain(LEFT_OVER);
		this.passed.add(clientType);
	}

	@Test
	void loginWhenAuthorityOfServerIsUnknownSendsNoToken() {
		database().behave(ServerBehavior.CERTIFICATE_OF_UNKNOWN_AUTHORITY);
		assertThatException().isThrownBy(() -> {
			try (ConfigurableApplicationContext context = run(ClientType.NONE,
					"spring.datasource.hikari.connection-timeout=1000")) {
				currentUsers(context.getBean(this.type), 1);
			}
		}).withStackTraceContaining("PKIX");
		assertThat(database().logins()).isNotEmpty().noneMatch(RecordedLogin::passwordReceived);
	}

	private ConfigurableApplicationContext run(ClientType clientType, String... more) {
		SharedAzure.get().systemAssignedIdentity(ROLE);
		Map<String, String> variables = new HashMap<>(SharedAzure.get().identityEnvironment());
		variables.putAll(clientType.variables(new Target(SharedAzure.HOST, SharedAzure.PORT, "app", ROLE, null)));
		// The host is not Azure's by its name
		variables.put("spring.datasource.azure.passwordless-enabled", "true");
		variables.put("serviceconnector.postgresql.tls.bundle", "authority");
		variables.put("spring.ssl.bundle.pem.authority.truststore.certificate",
				SharedAzure.get().caCertificate().toUri().toString());
		variables.put(this.passwordKey, LEFT_OVER);
		// Nobody asks for Boot's own of R2DBC, as long as its URL is not set
		variables.put("spring.r2dbc.password", LEFT_OVER);
		return BoundApplication.run(application(), variables,
				Stream.concat(Stream.of(this.settings), Stream.of(more)).map("--"::concat).toArray(String[]::new));
	}

	private String version() {
		Matcher jar = VERSION_OF_JAR.matcher(ofItsJar().getProtectionDomain().getCodeSource().getLocation().getPath());
		return jar.find() ? jar.group(1) : "";
	}

	private static DatabaseServer database() {
		return SharedAzure.get().database();
	}

}
