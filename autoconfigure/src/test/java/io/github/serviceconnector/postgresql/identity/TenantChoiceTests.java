package io.github.serviceconnector.postgresql.identity;

import java.net.URI;
import java.util.Map;

import io.github.serviceconnector.postgresql.binding.AzureCloud;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.LayeredSettings;
import io.github.serviceconnector.postgresql.binding.Setting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TenantChoice}.
 */
class TenantChoiceTests {

	private static final String OWN = "spring.datasource.azure.profile.environment.active-directory-endpoint";

	private static final String PROFILE = "spring.cloud.azure.profile.environment.active-directory-endpoint";

	private static final String VARIABLE = "AZURE_AUTHORITY_HOST";

	private final LayeredSettings settings = new LayeredSettings();

	@ParameterizedTest
	@CsvSource({ "PUBLIC,https://login.microsoftonline.com", "CHINA,https://login.chinacloudapi.cn",
			"US_GOVERNMENT,https://login.microsoftonline.us", ",https://login.microsoftonline.com" })
	void authorityWhenNothingIsSetFollowsTheCloud(@Nullable AzureCloud cloud, URI authority) {
		assertThat(authority(cloud)).isEqualTo(authority);
	}

	@Test
	void authorityWhenSetInEveryWayTakesTheDataSourcesOwn() {
		this.settings.below(Map.of(OWN, "https://own", PROFILE, "https://profile", VARIABLE, "https://variable"));
		assertThat(authority(AzureCloud.CHINA)).hasToString("https://own");
	}

	@Test
	void authorityWhenSetInTheProfileIsTakenBeforeTheVariable() {
		this.settings.below(Map.of(VARIABLE, "https://variable")).below(Map.of(PROFILE, "https://profile"));
		assertThat(authority(AzureCloud.CHINA)).hasToString("https://profile");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://login.microsoftonline.us", "https://login.microsoftonline.us/",
			" https://login.microsoftonline.us// " })
	void authorityWhenVariableIsSetIsIt(String variable) {
		this.settings.below(Map.of(VARIABLE, variable));
		assertThat(authority(AzureCloud.US_GOVERNMENT)).hasToString("https://login.microsoftonline.us");
		assertThat(authority(null)).hasToString("https://login.microsoftonline.us");
	}

	@Test
	void authorityWhenOfAnotherCloudThanTheDatabaseSaysSo() {
		this.settings.below(Map.of(VARIABLE, "https://login.microsoftonline.com/"));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> authority(AzureCloud.CHINA))
			.withMessage("'AZURE_AUTHORITY_HOST' from layer 0 is Microsoft Entra of another cloud than the database's, "
					+ "which is azure_china.")
			.satisfies((ex) -> assertThat(ex.getAction())
				.isEqualTo("Set it to https://login.chinacloudapi.cn, or remove it."));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://login.microsoftonline.com", "http://localhost:8443", "login.microsoftonline.com",
			"https:///tenant", "https://user:geheim@login.microsoftonline.com", "https://host?x=y", "https://host#x",
			"not a url" })
	void authorityWhenNoHttpsUrlSaysSo(String authority) {
		this.settings.below(Map.of(PROFILE, authority));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> authority(null))
			.withMessage("'" + PROFILE + "' from layer 0 is not the https URL of Microsoft Entra.");
	}

	@Test
	void tenantWhenNamedByDomainIsThatAtTheAuthority() {
		assertThat(tenant("contoso.onmicrosoft.com"))
			.isEqualTo(new Identity.Tenant("contoso.onmicrosoft.com", URI.create("https://login.microsoftonline.com")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "../common", "a/b", "a?b", "a b", "a#b", "%2e", "ä" })
	void tenantWhenItWouldChangeTheAddressSaysSo(String id) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> tenant(id))
			.withMessage("'AZURE_TENANT_ID' from layer 0 is neither the id of a tenant nor its domain name.");
	}

	private Identity.Tenant tenant(String id) {
		return new TenantChoice(this.settings, null).tenant(new Setting("AZURE_TENANT_ID", id, "layer 0", 0));
	}

	private URI authority(@Nullable AzureCloud cloud) {
		return new TenantChoice(this.settings, cloud).authority();
	}

}
