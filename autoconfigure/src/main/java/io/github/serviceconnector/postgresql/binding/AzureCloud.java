package io.github.serviceconnector.postgresql.binding;

import java.net.URI;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The clouds that offer Azure Database for PostgreSQL, with the scope of its tokens and
 * the <a href=
 * "https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud">host
 * of Microsoft Entra</a> that issues them.
 */
public enum AzureCloud {

	/** The public cloud. */
	PUBLIC("AZURE", "https://login.microsoftonline.com", "https://ossrdbms-aad.database.windows.net/.default",
			".postgres.database.azure.com", ".postgres.cosmos.azure.com"),

	/** Azure operated by 21Vianet. */
	CHINA("AZURE_CHINA", "https://login.chinacloudapi.cn", "https://ossrdbms-aad.database.chinacloudapi.cn/.default",
			".postgres.database.chinacloudapi.cn"),

	/** Azure Government. */
	US_GOVERNMENT("AZURE_US_GOVERNMENT", "https://login.microsoftonline.us",
			"https://ossrdbms-aad.database.usgovcloudapi.net/.default", ".postgres.database.usgovcloudapi.net");

	private final String type;

	private final URI authority;

	private final String scope;

	@SuppressWarnings("ImmutableEnumChecker") // List.of makes an unmodifiable list
	private final List<String> hostSuffixes;

	AzureCloud(String type, String authority, String scope, String... hostSuffixes) {
		this.type = type;
		this.authority = URI.create(authority);
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
	 * Returns the cloud that an authority belongs to.
	 * @param authority an address of Microsoft Entra
	 * @return the cloud, or {@code null} if the address is none of those listed here
	 */
	public static @Nullable AzureCloud ofAuthority(URI authority) {
		for (AzureCloud cloud : values()) {
			if (cloud.authority.getHost().equalsIgnoreCase(authority.getHost())) {
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
	 * Returns where Microsoft Entra answers for this cloud.
	 * @return an https URL without a path
	 */
	public URI authority() {
		return this.authority;
	}

	/**
	 * Returns the scope of a token for a database of this cloud.
	 * @return the scope, an absolute URI that ends in {@code /.default}
	 */
	public String scope() {
		return this.scope;
	}

}
