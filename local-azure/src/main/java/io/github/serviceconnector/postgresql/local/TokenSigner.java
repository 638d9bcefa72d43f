package io.github.serviceconnector.postgresql.local;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/**
 * Signs tokens with a key of its own, and knows them again until it takes a new one.
 */
final class TokenSigner {

	private volatile KeyPair keys = newKeys();

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

	void renewKeys() {
		this.keys = newKeys();
	}

	String sign(JWTClaimsSet claims) {
		SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).build(),
				claims);
		try {
			token.sign(new RSASSASigner(this.keys.getPrivate()));
		}
		catch (JOSEException ex) {
			throw new LocalAzureException("A token cannot be signed", ex);
		}
		return token.serialize();
	}

	JWTClaimsSet verify(String token) throws InvalidTokenException {
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

}
