package io.github.serviceconnector.postgresql.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.serviceconnector.postgresql.local.LocalAzure;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.RecordedLogin;
import io.github.serviceconnector.postgresql.local.RecordedLogin.Outcome;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the pools and contexts of one JVM share, and what they must not.
 */
class SharedTokenTests {

	private static final int POOLS = 10;

	private static final int CONNECTIONS = 10;

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	@Test
	void tokenWhenTwoContextsHaveTenPoolsOfTenConnectionsIsAskedForOnce() throws Exception {
		Map<String, String> variables = systemAssigned("aad_app");
		// As many as the server has connections for
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try (ConfigurableApplicationContext one = run(variables); ConfigurableApplicationContext two = run(variables)) {
			List<Callable<Void>> pools = new ArrayList<>();
			for (ConfigurableApplicationContext application : List.of(one, two)) {
				JdbcConnectionDetails details = application.getBean(JdbcConnectionDetails.class);
				pools.addAll(Collections.nCopies(POOLS, () -> fillPool(details)));
			}
			for (Future<Void> filled : threads.invokeAll(pools)) {
				filled.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(azure.get().database().logins()).hasSizeGreaterThanOrEqualTo(2 * POOLS * CONNECTIONS)
			.extracting(RecordedLogin::outcome)
			.containsOnly(Outcome.ACCEPTED);
		assertThat(azure.get().identityEndpoint().requests()).hasSize(1);
	}

	@Test
	void tokensWhenContextsHaveTwoIdentitiesAreEachContextsOwn() {
		Map<String, String> first = systemAssigned("aad_first");
		LocalAzure local = azure.get();
		Map<String, String> second = new HashMap<>(local.identityEnvironment());
		second.putAll(local.springBootSettings(local.userAssignedIdentity("second-client", "aad_second")));
		try (ConfigurableApplicationContext one = run(first); ConfigurableApplicationContext two = run(second)) {
			assertThat(currentUser(two)).isEqualTo("aad_second");
			assertThat(currentUser(one)).isEqualTo("aad_first");
		}
		assertThat(local.identityEndpoint().requests()).hasSize(2);
	}

	private static Map<String, String> systemAssigned(String role) {
		Map<String, String> variables = new HashMap<>(azure.get().identityEnvironment());
		variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity(role)));
		return variables;
	}

	private static ConfigurableApplicationContext run(Map<String, String> variables) {
		return BoundApplication.run(LoginApplication.class, variables);
	}

	private static String currentUser(ConfigurableApplicationContext application) {
		return LoginApplication.currentUser(application.getBean(DataSource.class));
	}

	private static Void fillPool(JdbcConnectionDetails details) throws SQLException {
		try (HikariDataSource pool = new HikariDataSource()) {
			pool.setJdbcUrl(details.getJdbcUrl());
			pool.setUsername(details.getUsername());
			pool.setDriverClassName(details.getDriverClassName());
			pool.setMaximumPoolSize(CONNECTIONS);
			for (int i = 0; i < CONNECTIONS; i++) {
				// Closed with the pool: given back, it would be the next one, too
				Connection unused = pool.getConnection();
				assertThat(unused.isClosed()).isFalse();
			}
		}
		return null;
	}

}
