package io.github.serviceconnector.postgresql.identity;

import java.net.URI;
import java.util.regex.Pattern;

import io.github.serviceconnector.postgresql.binding.AzureCloud;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.binding.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the directory of Microsoft Entra, and where it answers: where Spring Cloud
 * Azure's profile says, else where the variable of all of Azure's libraries says, else in
 * the database's cloud.
 */
final class TenantChoice {

	private static final String ENDPOINT = "profile.environment.active-directory-endpoint";

	// What azure-identity lets through
	private static final Pattern ID = Pattern.compile("[0-9A-Za-z.-]+");

	private final Settings settings;

	private final @Nullable AzureCloud cloud;

	/**
	 * Creates the choice.
	 * @param settings the settings
	 * @param cloud the database's cloud, {@code null} if nothing tells it
	 */
	TenantChoice(Settings settings, @Nullable AzureCloud cloud) {
		this.settings = settings;
		this.cloud = cloud;
	}

	/**
	 * Returns the setting that names the directory.
	 * @return the setting, {@code null} if there is none but perhaps a variable
	 * @throws InvalidSettingException if two disagree
	 */
	@Nullable Setting id() {
		Setting own = this.settings.find("spring.datasource.azure.profile.tenant-id");
		if (own != null) {
			return own;
		}
		Setting profile = this.settings.find("spring.cloud.azure.profile.tenant-id");
		Setting bound = this.settings.find("spring.cloud.azure.credential.tenant-id");
		if (profile != null && bound != null && !profile.value().equals(bound.value())) {
			throw new InvalidSettingException(profile, "names another tenant than " + bound,
					"Remove one of them: both mean the directory of the service principal.");
		}
		return (profile != null) ? profile : bound;
	}

	/**
	 * Returns the directory that a setting names.
	 * @param id the setting
	 * @return the directory
	 * @throws InvalidSettingException if it can be no directory, or its cloud is not the
	 * database's
	 */
	Identity.Tenant tenant(Setting id) {
		if (!ID.matcher(id.value()).matches()) {
			throw new InvalidSettingException(id, "is neither the id of a tenant nor its domain name",
					"Set it to what 'az account show --query tenantId' prints.");
		}
		return new Identity.Tenant(id.value(), authority());
	}

	/**
	 * Returns where Microsoft Entra answers.
	 * @return an https URL without a slash at its end
	 * @throws InvalidSettingException if it is none, or of another cloud than the
	 * database's
	 */
	URI authority() {
		Setting setting = authoritySetting();
		if (setting == null) {
			return ((this.cloud != null) ? this.cloud : AzureCloud.PUBLIC).authority();
		}
		URI authority = parse(setting);
		AzureCloud ofAuthority = AzureCloud.ofAuthority(authority);
		if (this.cloud != null && ofAuthority != null && this.cloud != ofAuthority) {
			throw new InvalidSettingException(setting,
					"is Microsoft Entra of another cloud than the database's, which is " + this.cloud.type(),
					"Set it to " + this.cloud.authority() + ", or remove it.");
		}
		return authority;
	}

	private @Nullable Setting authoritySetting() {
		Setting own = this.settings.find("spring.datasource.azure." + ENDPOINT);
		Setting setting = (own != null) ? own : this.settings.find("spring.cloud.azure." + ENDPOINT);
		return (setting != null) ? setting : this.settings.find("AZURE_AUTHORITY_HOST");
	}

	// azure-identity makes no exception for loopback either: a secret is sent there
	private static URI parse(Setting setting) {
		try {
			URI uri = URI.create(setting.value().strip().replaceAll("/+$", ""));
			if ("https".equals(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null
					&& uri.getRawQuery() == null && uri.getRawFragment() == null) {
				return uri;
			}
		}
		catch (IllegalArgumentException ex) {
			// Told below, with the setting's name
		}
		throw new InvalidSettingException(setting, "is not the https URL of Microsoft Entra",
				"Set it to a URL such as " + AzureCloud.PUBLIC.authority() + ", or remove it.");
	}

}
