package io.github.serviceconnector.postgresql.binding;

import java.util.Locale;

/**
 * A setting whose value is kept in Azure Key Vault. App Service and Functions put the
 * secret in its place before the app starts, and leave the reference as it stands where
 * they cannot: see <a href=
 * "https://learn.microsoft.com/azure/app-service/app-service-key-vault-references"> Key
 * Vault references</a>.
 */
public final class KeyVaultReference {

	private static final String START = "@microsoft.keyvault(";

	private KeyVaultReference() {
	}

	/**
	 * Refuses a reference that stands where its secret should.
	 * @param setting the setting to look at
	 * @throws InvalidSettingException if the whole value is a reference
	 */
	public static void refuse(Setting setting) {
		String value = setting.value().strip().toLowerCase(Locale.ROOT);
		if (value.startsWith(START) && value.endsWith(")")) {
			throw new InvalidSettingException(setting, "is a Key Vault reference that the platform did not resolve",
					"Give the app's identity the role 'Key Vault Secrets User' on the vault, and check the reference's "
							+ "status in the portal (Settings > Environment variables).");
		}
	}

}
