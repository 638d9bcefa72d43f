package io.github.serviceconnector.postgresql.local;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of its own, made anew at each start.
 */
final class CertificateAuthority {

	// The certificates' dates are the machine's, whatever the clock of the tokens says:
	// the other side's TLS reads them
	private static final Duration LIFETIME = Duration.ofDays(365);

	private final X500Name name;

	private final PrivateKey key;

	private final X509Certificate certificate;

	private CertificateAuthority(X500Name name, PrivateKey key, X509Certificate certificate) {
		this.name = name;
		this.key = key;
		this.certificate = certificate;
	}

	static CertificateAuthority create(String commonName) {
		try {
			X500Name name = new X500Name("CN=" + commonName);
			KeyPair keys = newKeys();
			X509v3CertificateBuilder builder = builder(name, name, keys.getPublic(), Instant.now().plus(LIFETIME));
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
			builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
			return new CertificateAuthority(name, keys.getPrivate(), sign(builder, keys.getPrivate()));
		}
		catch (GeneralSecurityException | CertIOException | OperatorCreationException ex) {
			throw new LocalAzureException("The certificate authority cannot be made", ex);
		}
	}

	X509Certificate certificate() {
		return this.certificate;
	}

	TlsIdentity issue(String commonName, List<String> names) {
		return issue(commonName, names, Instant.now().plus(LIFETIME));
	}

	TlsIdentity issueExpired(String commonName, List<String> names) {
		return issue(commonName, names, Instant.now().minus(Duration.ofDays(1)));
	}

	private TlsIdentity issue(String commonName, List<String> names, Instant notAfter) {
		try {
			KeyPair keys = newKeys();
			X509v3CertificateBuilder builder = builder(this.name, new X500Name("CN=" + commonName), keys.getPublic(),
					notAfter);
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
			builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(
					new KeyPurposeId[] { KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth }));
			builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(
					names.stream().map(CertificateAuthority::generalName).toArray(GeneralName[]::new)));
			return new TlsIdentity(keys.getPrivate(), sign(builder, this.key), this.certificate);
		}
		catch (GeneralSecurityException | CertIOException | OperatorCreationException ex) {
			throw new LocalAzureException("The certificate of '%s' cannot be made".formatted(commonName), ex);
		}
	}

	private static GeneralName generalName(String name) {
		boolean address = name.indexOf(':') != -1 || name.matches("[0-9.]+");
		return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
	}

	private static KeyPair newKeys() throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec("secp256r1"));
		return generator.generateKeyPair();
	}

	private static X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, PublicKey key,
			Instant notAfter) {
		BigInteger serial = new BigInteger(63, new SecureRandom()).add(BigInteger.ONE);
		return new JcaX509v3CertificateBuilder(issuer, serial, Date.from(notAfter.minus(LIFETIME.plusDays(1))),
				Date.from(notAfter), subject, key);
	}

	private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
			throws GeneralSecurityException, OperatorCreationException {
		return new JcaX509CertificateConverter()
			.getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
	}

}
