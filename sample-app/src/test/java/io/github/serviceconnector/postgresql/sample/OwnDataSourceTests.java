package io.github.serviceconnector.postgresql.sample;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the page of an application whose data source is its own.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
class OwnDataSourceTests {

	@RegisterExtension
	static final LocalAzureExtension azure = LocalAzureExtension.create();

	@Test
	void pageWhenStarterStandsAsideComesUp(@LocalServerPort int port) throws Exception {
		String body = new PageClient(port).post("/", "title", "Water the plants").body();
		assertThat(body).contains("Water the plants", "Connected without a token")
			.doesNotContain("No password was used");
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class OwnDataSource {

		@Bean
		DataSource dataSource() {
			return azure.get().database().administrator();
		}

	}

}
