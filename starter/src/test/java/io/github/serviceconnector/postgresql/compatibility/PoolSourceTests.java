package io.github.serviceconnector.postgresql.compatibility;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;
import javax.sql.XADataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.agroal.springframework.boot.AgroalDataSource;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.xa.PGXADataSource;

import org.springframework.boot.jdbc.XADataSourceWrapper;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.datasource.AbstractDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for other ways to say where a pool's connections come from.
 */
class PoolSourceTests {

	@RegisterExtension
	static LocalAzureExtension azure = BoundApplication.azure;

	@RegisterExtension
	static final CompatibilityTable table = CompatibilityTable.of("Pool sources");

	@Test
	void poolWhenDriverIsNamedMakesOurs() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_driver")
			.set("spring.datasource.driver-class-name", "org.postgresql.Driver")
			.set("spring.datasource.hikari.driver-class-name", "org.postgresql.Driver")
			.run()) {
			assertThat(BoundApplication.currentUser(context)).isEqualTo("aad_driver");
			table.works("`spring.datasource.driver-class-name`, `spring.datasource.hikari.driver-class-name`",
					Driver.class, "PostgreSQL's driver, by the starter's subclass");
		}
	}

	@Test
	void poolWhenHikariHasAUrlAndAUserOfItsOwnEntersTheBoundDatabase() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_hikari_url")
			.set("spring.datasource.hikari.jdbc-url", "jdbc:postgresql://elsewhere.example.com/other")
			.set("spring.datasource.hikari.username", "other")
			.run()) {
			assertThat(BoundApplication.currentUser(context)).isEqualTo("aad_hikari_url");
			table.works("`spring.datasource.hikari.jdbc-url`, `.username`", HikariDataSource.class,
					"overridden by the binding, as by any connection details");
		}
	}

	@Test
	void poolWhenAgroalIsTheOnlyOneNeedsNoType() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_agroal")
			.with("io.agroal")
			.builder()
			.resourceLoader(new DefaultResourceLoader(new FilteredClassLoader(HikariDataSource.class)))
			.run()) {
			assertThat(context.getBean(DataSource.class)).isInstanceOf(AgroalDataSource.class);
			assertThat(BoundApplication.currentUser(context)).isEqualTo("aad_agroal");
			table.works("Agroal as the only pool", AgroalDataSource.class, "needs no `spring.datasource.type`");
		}
	}

	@Test
	void xaDataSourceLogsIn() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_xa")
			.set("spring.datasource.xa.data-source-class-name", PGXADataSource.class.getName())
			.run(Xa.class)) {
			assertThat(BoundApplication.currentUser(context)).isEqualTo("aad_xa");
			table.works("XA, by an `XADataSourceWrapper`", Driver.class,
					"PostgreSQL's `PGXADataSource`, by the starter's subclass");
		}
	}

	@Test
	void xaDataSourceWhenItsTokenIsRefusedSaysWhomItNames() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_xa_refused").run(Xa.class)) {
			assertThat(BoundApplication.currentUser(context)).isEqualTo("aad_xa_refused");
			azure.get().revokeTokens();
			assertThatExceptionOfType(SQLException.class).isThrownBy(context.getBean(DataSource.class)::getConnection)
				.withMessageContaining("The role 'aad_xa_refused' was asked for; the token names 'aad_xa_refused'");
		}
	}

	@Test
	void poolWhenHikariHasADataSourceClassIsRefusedByHikari() {
		assertHikariRefusesADataSourceClass(BoundApplication.as("aad_class"));
		assertHikariRefusesADataSourceClass(
				BoundApplication.as("aad_class").set("serviceconnector.postgresql.enabled", "false"));
		table.fails("`spring.datasource.hikari.data-source-class-name`", HikariDataSource.class,
				"Hikari refuses it beside Boot's driver class, with or without the starter: remove it");
	}

	private static void assertHikariRefusesADataSourceClass(BoundApplication application) {
		try (ConfigurableApplicationContext context = application
			.set("spring.datasource.hikari.data-source-class-name", PGSimpleDataSource.class.getName())
			.run()) {
			DataSource dataSource = context.getBean(DataSource.class);
			assertThatIllegalStateException().isThrownBy(dataSource::getConnection)
				.withMessage("cannot use driverClassName and dataSourceClassName together.");
		}
	}

	@Test
	void poolWhenTokenHasBeenRevokedKeepsItsConnections() throws SQLException {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_revoked")
			.set("spring.datasource.hikari.maximum-pool-size", "1")
			.run()) {
			assertThat(BoundApplication.currentUser(context)).isEqualTo("aad_revoked");
			int logins = azure.get().database().logins().size();
			azure.get().revokeTokens();
			try (Connection connection = context.getBean(DataSource.class).getConnection()) {
				assertThat(connection.isValid(1)).isTrue();
			}
			assertThat(azure.get().database().logins()).hasSize(logins);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Xa {

		@Bean
		XADataSourceWrapper wrapper() {
			return OneByOne::new;
		}

	}

	/**
	 * What a transaction manager would make of it, without one.
	 */
	static final class OneByOne extends AbstractDataSource {

		private final XADataSource xaDataSource;

		OneByOne(XADataSource xaDataSource) {
			this.xaDataSource = xaDataSource;
		}

		@Override
		public Connection getConnection() throws SQLException {
			return this.xaDataSource.getXAConnection().getConnection();
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return this.xaDataSource.getXAConnection(username, password).getConnection();
		}

	}

}
