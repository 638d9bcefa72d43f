package io.github.serviceconnector.postgresql.jdbc;

import java.util.HashMap;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.LocalIdentity;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application with several bound connections.
 */
class OtherConnectionsTests {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private final Map<String, String> variables = new HashMap<>();

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().identityEnvironment());
		// The stand-in has a name that is not Azure's
		this.variables.put("SPRING_DATASOURCE_AZURE_PASSWORDLESSENABLED", "true");
		bind("ORDERS", azure.get().userAssignedIdentity("orders-client", "aad_orders"));
		bind("STOCK", azure.get().userAssignedIdentity("stock-client", "aad_stock"));
	}

	@Test
	void runWhenTwoAreBoundEachIsThereByQualifier() {
		HikariDataSource orders;
		try (ConfigurableApplicationContext context = BoundApplication.run(TwoDatabases.class, this.variables,
				"--serviceconnector.postgresql.connection=stock",
				"--serviceconnector.postgresql.connections.orders.hikari.maximum-pool-size=3")) {
			assertThat(LoginApplication.currentUser(context.getBean(DataSource.class))).isEqualTo("aad_stock");
			JdbcClient client = context.getBean("ordersClient", JdbcClient.class);
			assertThat(client.sql("select current_user").query(String.class).single()).isEqualTo("aad_orders");
			orders = context.getBean("ordersDataSource", HikariDataSource.class);
			assertThat(orders.getMaximumPoolSize()).isEqualTo(3);
			assertThat(context.getBean(HikariDataSource.class).getMaximumPoolSize()).isEqualTo(10);
			assertThat(context.getBean("ordersJdbcConnectionDetails", JdbcConnectionDetails.class).getUsername())
				.isEqualTo("aad_orders");
		}
		assertThat(orders.isClosed()).isTrue();
	}

	private void bind(String connection, LocalIdentity identity) {
		String prefix = "AZURE_POSTGRESQL_" + connection + "_";
		this.variables.put(prefix + "CONNECTIONSTRING", azure.get().database().jdbcUrl() + "&user=" + identity.role());
		this.variables.put(prefix + "CLIENTID", String.valueOf(identity.clientId()));
	}

	@Configuration(proxyBeanMethods = false)
	@Import(LoginApplication.class)
	static class TwoDatabases {

		@Bean
		JdbcClient ordersClient(@Qualifier("orders") DataSource orders) {
			return JdbcClient.create(orders);
		}

	}

}
