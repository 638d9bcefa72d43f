package io.github.serviceconnector.postgresql.actuate;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SecretSettings}.
 */
class SecretSettingsTests {

	private final SecretSettings secrets = new SecretSettings("MY_DB");

	@ParameterizedTest
	@ValueSource(strings = { "spring.datasource.password", "SPRING_DATASOURCE_PASSWORD",
			"spring.datasource.hikari.password", "spring.datasource.azure.credential.client-secret",
			"spring.cloud.azure.credential.clientSecret", "spring.cloud.azure.credential.client-certificate-password",
			"AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PASSWORD", "AZURE_POSTGRESQL_PASSWORD",
			"AZURE_POSTGRESQL_ORDERS_CONNECTIONSTRING", "MY_DB_CONNECTIONSTRING", "my-db.password", "IDENTITY_HEADER",
			"MSI_SECRET", "serviceconnector.postgresql.connections.orders.hikari.password" })
	void containWhenKeyIsASecretsIsTrue(String key) {
		assertThat(this.secrets.contain(key, "x")).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "spring.datasource.url, jdbc:postgresql://h/d?user=u&password=p", "AZURE_POSTGRESQL_X, 'Pwd = p;'",
			"MY_DB_URL, postgresql://u:p@h/d" })
	void containWhenValueHasAPasswordIsTrue(String key, String value) {
		assertThat(this.secrets.contain(key, value)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "spring.datasource.url, jdbc:postgresql://h:5432/d?sslmode=require", "spring.mail.password, p",
			"other.url, https://u:p@h", "AZURE_CLIENT_ID, x", "IDENTITY_ENDPOINT, http://localhost:42356/msi/token" })
	void containWhenThereIsNoSecretOfOursIsFalse(String key, String value) {
		assertThat(this.secrets.contain(key, value)).isFalse();
	}

}
