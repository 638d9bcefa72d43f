package io.github.serviceconnector.postgresql.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.BasicJsonParser;

/**
 * The claims of a token that help a person, read without checking the signature: that is
 * the server's part. See <a href=
 * "https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference">access
 * token claims</a>.
 */
public final class TokenClaims {

	// The name of a system-assigned identity's resource is no role
	private static final Pattern USER_ASSIGNED = Pattern
		.compile("(?i).*/providers/Microsoft\\.ManagedIdentity/userAssignedIdentities/(?<name>[^/]+)");

	private final Map<String, Object> claims;

	private TokenClaims(Map<String, Object> claims) {
		this.claims = claims;
	}

	/**
	 * Reads the claims.
	 * @param token the token
	 * @return the claims, none where the token is no JWT
	 */
	public static TokenClaims of(AccessToken token) {
		String[] parts = token.value().split("\\.", -1);
		if (parts.length == 3) {
			try {
				String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
				return new TokenClaims(new BasicJsonParser().parseMap(payload));
			}
			catch (IllegalArgumentException ex) {
				// An opaque token: its claims are unknown
			}
		}
		return new TokenClaims(Map.of());
	}

	/**
	 * Returns the role that the token's owner has by Microsoft's convention: a
	 * user-assigned identity's name, or a user's principal name.
	 * @return the role, {@code null} where the token names none
	 */
	public @Nullable String role() {
		Matcher identity = USER_ASSIGNED.matcher(claim("xms_mirid"));
		if (identity.matches()) {
			return identity.group("name");
		}
		return Stream.of("upn", "preferred_username", "unique_name")
			.map(this::claim)
			.filter((name) -> !name.isEmpty())
			.findFirst()
			.orElse(null);
	}

	/**
	 * Returns whom the token names.
	 * @return words for a person, without the token
	 */
	public String subject() {
		String role = role();
		if (role != null) {
			return "'" + role + "'";
		}
		String application = claim("appid").isEmpty() ? claim("azp") : claim("appid");
		if (!application.isEmpty()) {
			return "the application " + application + " (object " + claim("oid") + ")";
		}
		return claim("oid").isEmpty() ? "nobody" : "the object " + claim("oid");
	}

	/**
	 * Returns what the token is for.
	 * @return the audience, a URI or an application's id, empty where it is unknown
	 */
	public String audience() {
		return claim("aud");
	}

	private String claim(String name) {
		return (this.claims.get(name) instanceof String text) ? text : "";
	}

}
