package io.github.serviceconnector.postgresql.identity;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.LayeredSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ManagedIdentityEndpoint}.
 */
class ManagedIdentityEndpointTests {

	private static final String ADDRESS = "http://127.0.0.1:41741/msi/token";

	private static final String IMDS = "http://169.254.169.254/metadata/identity/oauth2/token";

	private final Map<String, String> settings = new HashMap<>();

	private final ManagedIdentityEndpoint endpoint = new ManagedIdentityEndpoint(
			new LayeredSettings().below(this.settings));

	@Test
	void appServiceWhenItsVariablesAreSetIsThere() {
		this.settings.putAll(Map.of("IDENTITY_ENDPOINT", ADDRESS, "IDENTITY_HEADER", "geheim"));
		assertThat(this.endpoint.appService()).isEqualTo(new Identity.Endpoint(URI.create(ADDRESS), "geheim"));
		assertThat(this.endpoint.appService()).asString().doesNotContain("geheim");
		assertThat(this.endpoint.imds()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "not a url", "ftp://127.0.0.1/", "/msi/token" })
	void appServiceWhenEndpointIsNoUrlSaysSo(String address) {
		this.settings.putAll(Map.of("IDENTITY_ENDPOINT", address, "IDENTITY_HEADER", "header"));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this.endpoint::appService)
			.withMessage("'IDENTITY_ENDPOINT' from layer 0 is not the URL of an identity endpoint.");
	}

	@Test
	void appServiceWhenHeaderHasALineBreakSaysSoWithoutIt() {
		this.settings.putAll(Map.of("IDENTITY_ENDPOINT", ADDRESS, "IDENTITY_HEADER", "geheim\nX-Other: 1"));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this.endpoint::appService)
			.withMessage("'IDENTITY_HEADER' from layer 0 is no header of an identity endpoint.");
	}

	@Test
	void imdsWhenNothingIsSetIsAtItsWellKnownAddress() {
		assertThat(this.endpoint.imds()).isEqualTo(new Identity.Endpoint(URI.create(IMDS), null));
		assertThat(this.endpoint.appService()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://127.0.0.1:8080", "http://127.0.0.1:8080/", "http://127.0.0.1:8080//" })
	void imdsWhenItsAddressIsSetIsThere(String address) {
		this.settings.put("AZURE_POD_IDENTITY_AUTHORITY_HOST", address);
		assertThat(this.endpoint.imds())
			.isEqualTo(new Identity.Endpoint(URI.create("http://127.0.0.1:8080/metadata/identity/oauth2/token"), null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "169.254.169.254", "ftp://127.0.0.1" })
	void imdsWhenItsAddressIsNoUrlSaysSo(String address) {
		this.settings.put("AZURE_POD_IDENTITY_AUTHORITY_HOST", address);
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this.endpoint::imds)
			.withMessage("'AZURE_POD_IDENTITY_AUTHORITY_HOST' from layer 0 is not the URL of an Instance Metadata "
					+ "Service.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "IDENTITY_ENDPOINT", "IDENTITY_HEADER", "IMDS_ENDPOINT", "IDENTITY_SERVER_THUMBPRINT",
			"AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE" })
	void imdsWhenAVariableOfAnotherPlatformStandsAloneIsThereAsForMsal(String variable) {
		this.settings.put(variable, ADDRESS);
		assertThat(this.endpoint.imds()).isEqualTo(new Identity.Endpoint(URI.create(IMDS), null));
	}

	@ParameterizedTest
	@CsvSource({ "MSI_ENDPOINT,MSI_SECRET", "IDENTITY_ENDPOINT,IMDS_ENDPOINT", "IDENTITY_ENDPOINT,IDENTITY_HEADER",
			"AZURE_TENANT_ID,AZURE_FEDERATED_TOKEN_FILE" })
	void imdsWhenThePlatformIsAnotherIsLeftToAzureIdentity(String variable, String other) {
		this.settings.putAll(Map.of(variable, ADDRESS, other, ADDRESS));
		assertThat(this.endpoint.imds()).isNull();
	}

}
