package io.github.serviceconnector.postgresql.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.github.serviceconnector.postgresql.local.TrustStore;
import org.jspecify.annotations.Nullable;

/**
 * Whom this JVM trusts by default, changed for a while.
 */
final class JvmTrust {

	private final SSLContext before;

	JvmTrust() {
		try {
			this.before = SSLContext.getDefault();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void set(TrustStore trustStore) throws GeneralSecurityException, IOException {
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		try (InputStream file = Files.newInputStream(trustStore.file())) {
			keyStore.load(file, trustStore.password().toCharArray());
		}
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(keyStore);
		SSLContext.setDefault(context(factory.getTrustManagers()));
	}

	void reset() {
		SSLContext.setDefault(this.before);
	}

	/**
	 * Returns what one finds in many an application.
	 * @return a factory of sockets that verify nobody
	 * @throws GeneralSecurityException never
	 */
	static SSLSocketFactory inEverybody() throws GeneralSecurityException {
		return context(new TrustManager[] { new TrustingManager() }).getSocketFactory();
	}

	private static SSLContext context(TrustManager[] trustManagers) throws GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trustManagers, null);
		return context;
	}

	private static final class TrustingManager implements X509TrustManager {

		@Override
		public void checkClientTrusted(X509Certificate @Nullable [] chain, @Nullable String authType) {
		}

		@Override
		public void checkServerTrusted(X509Certificate @Nullable [] chain, @Nullable String authType) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
