package io.github.serviceconnector.postgresql.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/**
 * What Microsoft Entra is here: issues tokens, and knows its own again.
 */
final class TokenAuthority {

	private static final String TENANT = uuid("tenant");

	private static final String ISSUER = "https://sts.windows.net/" + TENANT + "/";

	private static final String RESOURCE_GROUP = "/subscriptions/" + uuid("subscription")
			+ "/resourcegroups/local-azure";

	private final InstantSource clock;

	private volatile KeyPair keys = newKeys();

	TokenAuthority(InstantSource clock) {
		this.clock = clock;
	}

	private static KeyPair newKeys() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new LocalAzureException("The key that signs tokens cannot be made", ex);
		}
	}

	static String uuid(String name) {
		return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
	}

	// Returns the client id of any identity: a system-assigned one has it too, though its
	// app need not know.
	static String clientId(LocalIdentity identity) {
		return (identity.clientId() != null) ? identity.clientId() : uuid("client of " + identity.objectId());
	}

	// Makes every token worthless that was issued so far.
	void revokeAll() {
		this.keys = newKeys();
	}

	IssuedToken issue(LocalIdentity identity, String audience, Duration lifetime) {
		// Tokens tell the time in whole seconds
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		Instant expiry = now.plus(lifetime);
		JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(ISSUER)
			.audience(audience)
			.subject(identity.objectId())
			.issueTime(Date.from(now))
			.notBeforeTime(Date.from(now))
			.expirationTime(Date.from(expiry))
			.jwtID(UUID.randomUUID().toString())
			.claim("appid", clientId(identity))
			.claim("idtyp", "app")
			.claim("oid", identity.objectId())
			.claim("tid", TENANT)
			.claim("ver", "1.0")
			.claim("xms_mirid", resourceId(identity))
			.build();
		SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).build(),
				claims);
		try {
			token.sign(new RSASSASigner(this.keys.getPrivate()));
		}
		catch (JOSEException ex) {
			throw new LocalAzureException("A token cannot be signed", ex);
		}
		return new IssuedToken(token.serialize(), expiry);
	}

	private static String resourceId(LocalIdentity identity) {
		String provider = (identity.clientId() != null) ? "Microsoft.ManagedIdentity/userAssignedIdentities"
				: "Microsoft.Web/sites";
		return RESOURCE_GROUP + "/providers/" + provider + "/" + identity.name();
	}

	// Returns the object id of the identity that may log in to the database with the
	// given token.
	String objectIdOf(String token) throws InvalidTokenException {
		JWTClaimsSet claims = verifiedClaims(token);
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

	private JWTClaimsSet verifiedClaims(String token) throws InvalidTokenException {
		try {
			SignedJWT jwt = SignedJWT.parse(token);
			if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
					|| !jwt.verify(new RSASSAVerifier((RSAPublicKey) this.keys.getPublic()))) {
				throw new InvalidTokenException("the token is not signed by this issuer");
			}
			return jwt.getJWTClaimsSet();
		}
		// Their messages may quote what they read
		catch (ParseException | JOSEException ex) {
			throw new InvalidTokenException("the password is not a token");
		}
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
