package io.github.serviceconnector.postgresql.binding;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The clouds that offer Azure Database for PostgreSQL, with the scope of its tokens.
 */
public enum AzureCloud {

	/** The public cloud. */
	PUBLIC("AZURE", "https://ossrdbms-aad.database.windows.net/.default", ".postgres.database.azure.com",
			".postgres.cosmos.azure.com"),

	/** Azure operated by 21Vianet. */
	CHINA("AZURE_CHINA", "https://ossrdbms-aad.database.chinacloudapi.cn/.default",
			".postgres.database.chinacloudapi.cn"),

	/** Azure Government. */
	US_GOVERNMENT("AZURE_US_GOVERNMENT", "https://ossrdbms-aad.database.usgovcloudapi.net/.default",
			".postgres.database.usgovcloudapi.net");

	private final String type;

	private final String scope;

	@SuppressWarnings("ImmutableEnumChecker") // List.of makes an unmodifiable list
	private final List<String> hostSuffixes;

	AzureCloud(String type, String scope, String... hostSuffixes) {
		this.type = type;
		this.scope = scope;
		this.hostSuffixes = List.of(hostSuffixes);
	}

	/**
	 * Returns the cloud whose PostgreSQL a host belongs to.
	 * @param host a host name
	 * @return the cloud, or {@code null} if the host is none of Azure's
	 */
	public static @Nullable AzureCloud ofHost(String host) {
		String name = host.toLowerCase(Locale.ROOT);
		for (AzureCloud cloud : values()) {
			if (cloud.hostSuffixes.stream().anyMatch(name::endsWith)) {
				return cloud;
			}
		}
		return null;
	}

	/**
	 * Reads the type of a cloud as Spring Cloud Azure does.
	 * @param setting a setting of that type
	 * @return the cloud, or {@code null} for {@code other}
	 * @throws InvalidSettingException if the type is unknown
	 */
	public static @Nullable AzureCloud ofType(Setting setting) {
		String type = Settings.normalize(setting.value().strip());
		for (AzureCloud cloud : values()) {
			if (cloud.type.equals(type)) {
				return cloud;
			}
		}
		if (type.equals("OTHER")) {
			return null;
		}
		throw new InvalidSettingException(setting, "is no type of cloud",
				"Write one of azure, azure_china, azure_us_government and other, or remove it.");
	}

	/**
	 * Returns the name that Spring Cloud Azure has for the cloud.
	 * @return the type
	 */
	public String type() {
		return this.type.toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns the scope of a token for a database of this cloud.
	 * @return the scope, an absolute URI that ends in {@code /.default}
	 */
	public String scope() {
		return this.scope;
	}

}
