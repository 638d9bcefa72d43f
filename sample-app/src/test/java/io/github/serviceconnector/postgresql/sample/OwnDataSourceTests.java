package io.github.serviceconnector.postgresql.sample;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.local.AutoConfigureLocalAzure;
import io.github.serviceconnector.postgresql.local.LocalAzure;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the page of an application whose data source is its own.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureLocalAzure
class OwnDataSourceTests {

	@Test
	void pageWhenStarterStandsAsideComesUp(@LocalServerPort int port) throws Exception {
		String body = new PageClient(port).post("/", "title", "Water the plants").body();
		assertThat(body).contains("Water the plants", "Connected without a token")
			.doesNotContain("No password was used");
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class OwnDataSource {

		@Bean
		DataSource dataSource(LocalAzure azure) {
			return azure.database().administrator();
		}

	}

}
