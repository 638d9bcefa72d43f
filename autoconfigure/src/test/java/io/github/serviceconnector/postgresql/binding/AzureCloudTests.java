package io.github.serviceconnector.postgresql.binding;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AzureCloud}.
 */
class AzureCloudTests {

	@ParameterizedTest
	@CsvSource({ "a.postgres.database.azure.com,PUBLIC", "A.Postgres.Database.Azure.COM,PUBLIC",
			"c-a.postgres.cosmos.azure.com,PUBLIC", "a.postgres.database.chinacloudapi.cn,CHINA",
			"a.postgres.database.usgovcloudapi.net,US_GOVERNMENT" })
	void ofHostWhenAzuresFindsTheCloud(String host, AzureCloud cloud) {
		assertThat(AzureCloud.ofHost(host)).isEqualTo(cloud);
	}

	@Test
	void ofHostWhenNotAzuresFindsNone() {
		assertThat(AzureCloud.ofHost("localhost")).isNull();
		assertThat(AzureCloud.ofHost("a.postgres.database.azure.com.evil.example")).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "https://login.microsoftonline.com/,PUBLIC", "https://LOGIN.chinacloudapi.cn/tenant,CHINA",
			"https://login.microsoftonline.us:443,US_GOVERNMENT" })
	void ofAuthorityWhenKnownFindsTheCloud(URI authority, AzureCloud cloud) {
		assertThat(AzureCloud.ofAuthority(authority)).isEqualTo(cloud);
	}

	@Test
	void ofAuthorityWhenUnknownFindsNone() {
		assertThat(AzureCloud.ofAuthority(URI.create("https://localhost:8443"))).isNull();
		assertThat(AzureCloud.ofAuthority(URI.create("https://login.microsoftonline.com.evil.example"))).isNull();
	}

}
