package io.github.serviceconnector.postgresql.jdbc;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what the log says while an application runs and its logins fail.
 */
@ExtendWith(OutputCaptureExtension.class)
class OutageReportTests {

	private static final String FULL = "has no connection left for the role 'aad_app'. Make the pools smaller ";

	private static final String ADDRESS = "does not let this machine's address in. Allow it in the server's firewall: ";

	private static final String OVER = "is entered again";

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	@Test
	void loginsWhenServerFailsForAWhileAreToldOfOnceForEachCause(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start()) {
			succeed(context);
			azure.get().database().refuse("53300", "remaining connection slots are reserved");
			fail(context, 3);
			assertLines(output, 1, 0, 0);
			azure.get().database().refuse("28000", "no pg_hba.conf entry for host \"1.2.3.4\"");
			fail(context, 3);
			assertLines(output, 1, 1, 0);
			azure.get().database().reset();
			succeed(context);
			assertLines(output, 1, 1, 1);
			azure.get().database().refuse("53300", "remaining connection slots are reserved");
			fail(context, 3);
			assertLines(output, 2, 1, 1);
		}
	}

	@Test
	void loginsWhenFailureIsUnknownAreToldOfOnceInTheServersWords(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start()) {
			azure.get().database().refuse("XX000", "the elephant sleeps");
			fail(context, 3);
			assertThat(lines(output, "was not entered: FATAL: the elephant sleeps")).isEqualTo(1);
		}
	}

	@Test
	void loginsWhenNoTokenIsHadAreToldOfOnceThoughEachSaysHowLongAgoThatWas(CapturedOutput output) {
		azure.get().identityEndpoint().closeConnection();
		try (ConfigurableApplicationContext context = start()) {
			fail(context, 3);
			assertThat(lines(output, "Check that the platform's identity endpoint answers")).isEqualTo(1);
		}
	}

	private static ConfigurableApplicationContext start() {
		Map<String, String> variables = new HashMap<>(
				azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		variables.putAll(azure.get().identityEnvironment());
		return BoundApplication.run(LoginApplication.class, variables,
				"--spring.datasource.hikari.connection-timeout=1000", "--spring.datasource.hikari.maximum-pool-size=2");
	}

	private static void fail(ConfigurableApplicationContext context, int times) {
		HikariDataSource dataSource = context.getBean(HikariDataSource.class);
		for (int i = 0; i < times; i++) {
			if (dataSource.getHikariPoolMXBean() != null) {
				dataSource.getHikariPoolMXBean().softEvictConnections();
			}
			assertThatException().isThrownBy(() -> LoginApplication.currentUser(dataSource));
		}
	}

	private static void succeed(ConfigurableApplicationContext context) {
		// The pool takes longer and longer breaks after failures
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.ignoreExceptions()
			.until(() -> LoginApplication.currentUser(context.getBean(HikariDataSource.class)), "aad_app"::equals);
	}

	private static void assertLines(CapturedOutput output, int full, int address, int over) {
		assertThat(lines(output, FULL)).isEqualTo(full);
		assertThat(lines(output, ADDRESS)).isEqualTo(address);
		assertThat(lines(output, OVER)).isEqualTo(over);
	}

	private static int lines(CapturedOutput output, String words) {
		return StringUtils.countOccurrencesOf(output.toString(), words);
	}

}
