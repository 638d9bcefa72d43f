package io.github.serviceconnector.postgresql.jdbc;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for logins from virtual threads, more of them at once than there are carriers.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadTests {

	private static final int CONNECTIONS = 10;

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	@Test
	void loginsWhenVirtualThreadsAreOnShareOneToken() throws Exception {
		Map<String, String> variables = new HashMap<>(
				azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		variables.putAll(azure.get().identityEnvironment());
		try (ConfigurableApplicationContext context = BoundApplication.run(LoginApplication.class, variables,
				"--spring.threads.virtual.enabled=true")) {
			DataSource dataSource = context.getBean(DataSource.class);
			AsyncTaskExecutor executor = context.getBean("applicationTaskExecutor", AsyncTaskExecutor.class);
			CyclicBarrier allConnected = new CyclicBarrier(CONNECTIONS);
			List<Future<String>> logins = new ArrayList<>();
			for (int i = 0; i < CONNECTIONS; i++) {
				logins.add(executor.submit(() -> logIn(dataSource, allConnected)));
			}
			for (Future<String> login : logins) {
				assertThat(login.get(30, TimeUnit.SECONDS)).startsWith("VirtualThread[").endsWith(" aad_app");
			}
		}
		assertThat(azure.get().identityEndpoint().requests()).hasSize(1);
	}

	private static String logIn(DataSource dataSource, CyclicBarrier allConnected) throws Exception {
		try (Connection connection = dataSource.getConnection()) {
			allConnected.await(30, TimeUnit.SECONDS);
			DataSource single = new SingleConnectionDataSource(connection, true);
			return Thread.currentThread() + " " + LoginApplication.currentUser(single);
		}
	}

}
