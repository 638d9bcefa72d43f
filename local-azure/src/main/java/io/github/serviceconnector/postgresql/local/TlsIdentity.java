package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A private key and the certificate that goes with it.
 */
final class TlsIdentity {

	// The one alias that the PostgreSQL driver looks for
	private static final String ALIAS = "user";

	private final PrivateKey key;

	private final X509Certificate certificate;

	private final X509Certificate authority;

	TlsIdentity(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
		this.key = key;
		this.certificate = certificate;
		this.authority = authority;
	}

	PrivateKey key() {
		return this.key;
	}

	X509Certificate certificate() {
		return this.certificate;
	}

	KeyStore keyStore(char[] password) throws GeneralSecurityException, IOException {
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		keyStore.load(null, password);
		keyStore.setKeyEntry(ALIAS, this.key, password, new Certificate[] { this.certificate, this.authority });
		return keyStore;
	}

	// Returns a context that shows this identity, and trusts its authority only.
	SSLContext context() {
		try {
			char[] password = new char[0];
			KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keyManagers.init(keyStore(password), password);
			TrustManagerFactory trustManagers = TrustManagerFactory
				.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trustManagers.init(trustStore(password));
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new LocalAzureException("TLS cannot be set up", ex);
		}
	}

	KeyStore trustStore(char[] password) throws GeneralSecurityException, IOException {
		KeyStore trustStore = KeyStore.getInstance("PKCS12");
		trustStore.load(null, password);
		trustStore.setCertificateEntry("local-azure", this.authority);
		return trustStore;
	}

}
