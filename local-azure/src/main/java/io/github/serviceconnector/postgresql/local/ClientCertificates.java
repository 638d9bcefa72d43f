package io.github.serviceconnector.postgresql.local;

import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/**
 * The certificates that service principals prove themselves with, by client id.
 *
 * @see <a href=
 * "https://learn.microsoft.com/entra/identity-platform/certificate-credentials">Certificate
 * credentials</a>
 */
final class ClientCertificates {

	private final Map<String, X509Certificate> certificates = new ConcurrentHashMap<>();

	void put(String clientId, X509Certificate certificate) {
		if (!(certificate.getPublicKey() instanceof RSAPublicKey)) {
			throw new IllegalArgumentException("Microsoft Entra takes certificates with RSA keys");
		}
		this.certificates.put(clientId, certificate);
	}

	boolean has(String clientId) {
		return this.certificates.containsKey(clientId);
	}

	// The application asserts that it is itself, signed by its key
	boolean match(String clientId, String assertion, Instant now) {
		X509Certificate certificate = this.certificates.get(clientId);
		try {
			SignedJWT jwt = SignedJWT.parse(assertion);
			JWTClaimsSet claims = jwt.getJWTClaimsSet();
			return certificate != null && clientId.equals(claims.getIssuer()) && clientId.equals(claims.getSubject())
					&& claims.getExpirationTime() != null && claims.getExpirationTime().toInstant().isAfter(now)
					&& jwt.verify(new RSASSAVerifier((RSAPublicKey) certificate.getPublicKey()));
		}
		catch (ParseException | JOSEException ex) {
			return false;
		}
	}

}
