package io.github.serviceconnector.postgresql.diagnostics;

import java.sql.DriverManager;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link DatabaseFailureAnalyzer}: whose failure it is.
 */
class DatabaseFailureAnalyzerTests extends FailingStart {

	@Test
	void startWhenLoginIsWithAPasswordLeavesTheFailureAlone(CapturedOutput output) {
		this.variables.put("spring.datasource.azure.passwordless-enabled", "false");
		this.variables.put("spring.datasource.password", "wrong");
		assertThatException().isThrownBy(this::start);
		assertThat(output).doesNotContain("Description:").contains("password authentication failed");
	}

	@Test
	void startWhenSeveralAreBoundSpeaksOfTheOneThatFailed(CapturedOutput output) {
		azure.get().userAssignedIdentity("4711", "aad_orders");
		this.variables.put("AZURE_POSTGRESQL_ORDERS_CONNECTIONSTRING",
				azure.get().database().jdbcUrl() + "&user=aad_orders");
		this.variables.put("AZURE_POSTGRESQL_STOCK_CONNECTIONSTRING",
				azure.get().database().jdbcUrl() + "&user=aad_stock");
		this.variables.put("spring.datasource.username", "aad_nobody");
		assertThatException().isThrownBy(this::start);
		assertThat(output).contains("refused the token for the role 'aad_nobody': there is no such role");
	}

	@Test
	void startWhenAConnectionThatIsNotOursFailsLeavesTheFailureAlone(CapturedOutput output) {
		azure.get().passwordRole("reports", "right");
		this.variables.put("reports.url", azure.get().database().jdbcUrl() + "&user=reports&password=wrong");
		assertThatException().isThrownBy(() -> BoundApplication.run(OtherConnection.class, this.variables).close());
		assertThat(output).contains("password authentication failed").doesNotContain("Description:");
	}

	@Test
	void startWhenAStatementOfAnotherDataSourceFailsLeavesTheFailureAlone(CapturedOutput output) {
		azure.get().passwordRole("reports", "right");
		JdbcClient.create(azure.get().database().administrator())
			.sql("revoke create on schema public from reports")
			.update();
		this.variables.put("reports.url", azure.get().database().jdbcUrl() + "&user=reports&password=right");
		assertThatException().isThrownBy(() -> BoundApplication.run(OtherDataSource.class, this.variables).close());
		assertThat(output).contains("permission denied for schema public").doesNotContain("Description:");
	}

	/** An application that reads from a database of its own choice while it starts. */
	@Configuration(proxyBeanMethods = false)
	@Import(LoginApplication.class)
	static class OtherConnection {

		@Bean
		InitializingBean reports(@Value("${reports.url}") String url) {
			return () -> DriverManager.getConnection(url).close();
		}

	}

	/** An application with a second data source, which is not the one for everybody. */
	@Configuration(proxyBeanMethods = false)
	@Import(LoginApplication.class)
	static class OtherDataSource {

		@Bean(defaultCandidate = false)
		DataSource reportsDataSource(@Value("${reports.url}") String url) {
			return new DriverManagerDataSource(url);
		}

		@Bean
		InitializingBean reports(@Qualifier("reportsDataSource") DataSource dataSource) {
			return () -> JdbcClient.create(dataSource).sql("create table reports (id int)").update();
		}

	}

}
