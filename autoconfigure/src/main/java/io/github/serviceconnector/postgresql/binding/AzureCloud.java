package io.github.serviceconnector.postgresql.binding;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The clouds that offer Azure Database for PostgreSQL, with the scope of its tokens.
 */
public enum AzureCloud {

	/** The public cloud. */
	PUBLIC("https://ossrdbms-aad.database.windows.net/.default", ".postgres.database.azure.com",
			".postgres.cosmos.azure.com"),

	/** Azure operated by 21Vianet. */
	CHINA("https://ossrdbms-aad.database.chinacloudapi.cn/.default", ".postgres.database.chinacloudapi.cn"),

	/** Azure Government. */
	US_GOVERNMENT("https://ossrdbms-aad.database.usgovcloudapi.net/.default", ".postgres.database.usgovcloudapi.net");

	private final String scope;

	@SuppressWarnings("ImmutableEnumChecker") // List.of makes an unmodifiable list
	private final List<String> hostSuffixes;

	AzureCloud(String scope, String... hostSuffixes) {
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
	 * Returns the scope of a token for a database of this cloud.
	 * @return the scope, an absolute URI that ends in {@code /.default}
	 */
	public String scope() {
		return this.scope;
	}

}
