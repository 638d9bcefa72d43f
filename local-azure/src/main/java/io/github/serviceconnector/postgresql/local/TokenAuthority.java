package io.github.serviceconnector.postgresql.local;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.UUID;

import com.nimbusds.jwt.JWTClaimsSet;
import io.github.serviceconnector.postgresql.local.LocalIdentity.Kind;

/**
 * What Microsoft Entra is here: issues tokens, and knows its own again.
 */
final class TokenAuthority {

	static final String TENANT = uuid("tenant");

	private static final String ISSUER = "https://sts.windows.net/" + TENANT + "/";

	private static final String AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

	private static final String RESOURCE_GROUP = "/subscriptions/" + uuid("subscription")
			+ "/resourcegroups/local-azure";

	private final InstantSource clock;

	private final TokenSigner signer = new TokenSigner();

	TokenAuthority(InstantSource clock) {
		this.clock = clock;
	}

	static String uuid(String name) {
		return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
	}

	// Returns the client id of any identity: a system-assigned one has it too, though its
	// app need not know; a user comes with that of the tool.
	static String clientId(LocalIdentity identity) {
		if (identity.kind() == Kind.USER) {
			return AZURE_CLI;
		}
		return (identity.clientId() != null) ? identity.clientId() : uuid("client of " + identity.objectId());
	}

	// Makes every token worthless that was issued so far.
	void revokeAll() {
		this.signer.renewKeys();
	}

	IssuedToken issue(LocalIdentity identity, String audience, Duration lifetime) {
		// Tokens tell the time in whole seconds
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		Instant expiry = now.plus(lifetime);
		JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(ISSUER)
			.audience(audience)
			.subject(identity.objectId())
			.issueTime(Date.from(now))
			.notBeforeTime(Date.from(now))
			.expirationTime(Date.from(expiry))
			.jwtID(UUID.randomUUID().toString())
			.claim("appid", clientId(identity))
			.claim("idtyp", (identity.kind() == Kind.USER) ? "user" : "app")
			.claim("oid", identity.objectId())
			.claim("tid", TENANT)
			.claim("ver", "1.0");
		switch (identity.kind()) {
			case MANAGED_IDENTITY -> claims.claim("xms_mirid", resourceId(identity));
			case USER -> List.of("upn", "unique_name", "preferred_username")
				.forEach((name) -> claims.claim(name, identity.name()));
			case SERVICE_PRINCIPAL -> {
				// Nothing but its ids
			}
		}
		return new IssuedToken(this.signer.sign(claims.build()), expiry);
	}

	private static String resourceId(LocalIdentity identity) {
		String provider = (identity.clientId() != null) ? "Microsoft.ManagedIdentity/userAssignedIdentities"
				: "Microsoft.Web/sites";
		return RESOURCE_GROUP + "/providers/" + provider + "/" + identity.name();
	}

	// Returns the object id of the identity that may log in to the database with the
	// given token.
	String objectIdOf(String token) throws InvalidTokenException {
		JWTClaimsSet claims = this.signer.verify(token);
		Instant now = this.clock.instant();
		if (!claims.getExpirationTime().toInstant().isAfter(now)) {
			throw new InvalidTokenException("the token expired at " + claims.getExpirationTime().toInstant());
		}
		if (claims.getNotBeforeTime().toInstant().isAfter(now)) {
			throw new InvalidTokenException("the token is not valid before " + claims.getNotBeforeTime().toInstant());
		}
		List<String> audience = claims.getAudience();
		if (audience.size() != 1 || !Audiences.isDatabase(audience.get(0))) {
			throw new InvalidTokenException("the token is for %s".formatted(audience));
		}
		return claims.getSubject();
	}

	/**
	 * A token and its end.
	 */
	static final class IssuedToken {

		private final String value;

		private final Instant expiry;

		IssuedToken(String value, Instant expiry) {
			this.value = value;
			this.expiry = expiry;
		}

		String value() {
			return this.value;
		}

		Instant expiry() {
			return this.expiry;
		}

	}

}
