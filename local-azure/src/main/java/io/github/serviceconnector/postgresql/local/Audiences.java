package io.github.serviceconnector.postgresql.local;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The resources that a token can be issued for.
 */
final class Audiences {

	private static final Set<String> DATABASES = Set.of("https://ossrdbms-aad.database.windows.net",
			"https://ossrdbms-aad.database.chinacloudapi.cn", "https://ossrdbms-aad.database.usgovcloudapi.net");

	private static final Set<String> OTHERS = Set.of("https://management.azure.com", "https://vault.azure.net",
			"https://storage.azure.com", "https://database.windows.net", "https://graph.microsoft.com");

	private Audiences() {
	}

	static List<String> all() {
		return Stream.concat(DATABASES.stream(), OTHERS.stream()).toList();
	}

	static boolean isDatabase(String audience) {
		return DATABASES.contains(withoutSlash(audience));
	}

	static boolean isKnown(String audience) {
		return isDatabase(audience) || OTHERS.contains(withoutSlash(audience));
	}

	private static String withoutSlash(String audience) {
		return audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience;
	}

}
