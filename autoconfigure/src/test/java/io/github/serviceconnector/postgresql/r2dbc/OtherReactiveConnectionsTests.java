package io.github.serviceconnector.postgresql.r2dbc;

import java.util.HashMap;
import java.util.Map;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.LocalIdentity;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application that uses several bound connections through R2DBC.
 */
class OtherReactiveConnectionsTests {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private final Map<String, String> variables = new HashMap<>();

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().identityEnvironment());
		// The stand-in has a name that is not Azure's
		this.variables.put("SPRING_DATASOURCE_AZURE_PASSWORDLESSENABLED", "true");
		this.variables.put("SPRING_R2DBC_POOL_INITIALSIZE", "1");
		bind("ORDERS", azure.get().userAssignedIdentity("orders-client", "aad_orders"));
		bind("STOCK", azure.get().userAssignedIdentity("stock-client", "aad_stock"));
	}

	@Test
	void runWhenTwoAreBoundEachIsThereByQualifier() {
		ConnectionPool orders;
		try (ConfigurableApplicationContext context = run()) {
			assertThat(ReactiveApplication.currentUser(context.getBean(ConnectionFactory.class)))
				.isEqualTo("aad_stock");
			DatabaseClient client = context.getBean("ordersClient", DatabaseClient.class);
			assertThat(ReactiveApplication.currentUser(client.getConnectionFactory())).isEqualTo("aad_orders");
			orders = context.getBean("ordersConnectionFactory", ConnectionPool.class);
			assertThat(orders.getMetrics())
				.hasValueSatisfying((metrics) -> assertThat(metrics.getMaxAllocatedSize()).isEqualTo(3));
			DataSource jdbc = context.getBean("ordersDataSource", DataSource.class);
			assertThat(LoginApplication.currentUser(jdbc)).isEqualTo("aad_orders");
		}
		assertThat(orders.isDisposed()).isTrue();
		assertThat(azure.get().identityEndpoint().requests()).hasSize(2);
	}

	@Test
	void runWhenPoolIsTurnedOffMakesNone() {
		try (ConfigurableApplicationContext context = run(
				"--serviceconnector.postgresql.connections.orders.r2dbc.pool.enabled=false")) {
			ConnectionFactory orders = context.getBean("ordersConnectionFactory", ConnectionFactory.class);
			assertThat(orders).isInstanceOf(TokenLoginConnectionFactory.class);
			assertThat(ReactiveApplication.currentUser(orders)).isEqualTo("aad_orders");
		}
	}

	@Test
	void runWhenTheOtherBringsAPasswordUsesIt() {
		Map<String, String> bound = new HashMap<>(azure.get().identityEnvironment());
		bound.put("AZURE_POSTGRESQL_CONNECTIONSTRING",
				"jdbc:postgresql://own.postgres.database.azure.com:5432/app?sslmode=require&user=aad_app");
		bound.put("AZURE_POSTGRESQL_PAID_HOST", "paid.postgres.database.azure.com");
		bound.put("AZURE_POSTGRESQL_PAID_DATABASE", "app");
		bound.put("AZURE_POSTGRESQL_PAID_USER", "with_password");
		bound.put("AZURE_POSTGRESQL_PAID_PASSWORD", "pa55");
		try (ConfigurableApplicationContext context = BoundApplication.run(ReactiveApplication.class, bound)) {
			ConnectionFactoryOptions options = context
				.getBean("paidR2dbcConnectionDetails", R2dbcConnectionDetails.class)
				.getConnectionFactoryOptions();
			assertThat(options.getValue(ConnectionFactoryOptions.HOST)).isEqualTo("paid.postgres.database.azure.com");
			assertThat(options.getValue(ConnectionFactoryOptions.USER)).isEqualTo("with_password");
			assertThat(options.getValue(ConnectionFactoryOptions.PASSWORD)).isEqualTo("pa55");
			assertThat(context.getBean("paidConnectionFactory")).isInstanceOf(ConnectionPool.class);
		}
	}

	private ConfigurableApplicationContext run(String... arguments) {
		String[] all = new String[arguments.length + 3];
		System.arraycopy(arguments, 0, all, 3, arguments.length);
		all[0] = "--serviceconnector.postgresql.connection=stock";
		all[1] = "--serviceconnector.postgresql.connections.orders.r2dbc.pool.max-size=3";
		all[2] = "--serviceconnector.postgresql.connections.orders.r2dbc.pool.initial-size=1";
		return BoundApplication.run(TwoDatabases.class, this.variables, all);
	}

	private void bind(String connection, LocalIdentity identity) {
		String prefix = "AZURE_POSTGRESQL_" + connection + "_";
		this.variables.put(prefix + "CONNECTIONSTRING", azure.get().database().jdbcUrl() + "&user=" + identity.role());
		this.variables.put(prefix + "CLIENTID", String.valueOf(identity.clientId()));
	}

	@Configuration(proxyBeanMethods = false)
	@Import(ReactiveApplication.class)
	static class TwoDatabases {

		@Bean
		DatabaseClient ordersClient(@Qualifier("orders") ConnectionFactory orders) {
			return DatabaseClient.create(orders);
		}

	}

}
