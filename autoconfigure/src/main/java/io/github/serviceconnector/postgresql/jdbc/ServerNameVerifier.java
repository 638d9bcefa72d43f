package io.github.serviceconnector.postgresql.jdbc;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.PGjdbcHostnameVerifier;

/**
 * Verifies a server's name as the driver does, and notes which names its certificate has:
 * the driver's own message does not. The driver makes one for each login, by class name.
 */
public final class ServerNameVerifier implements HostnameVerifier {

	// GeneralName of RFC 5280
	private static final List<Integer> DNS_NAME_OR_IP_ADDRESS = List.of(2, 7);

	private final @Nullable TokenLogin login;

	/**
	 * Creates the verifier; called by the driver.
	 * @param properties the connection's properties
	 */
	public ServerNameVerifier(Properties properties) {
		this.login = TokenLogins.find(properties);
	}

	@Override
	public boolean verify(String hostname, SSLSession session) {
		boolean verified = PGjdbcHostnameVerifier.INSTANCE.verify(hostname, session);
		if (this.login != null) {
			this.login.report().certificate(hostname, verified ? List.of() : names(session));
		}
		return verified;
	}

	private static List<String> names(SSLSession session) {
		try {
			Certificate certificate = session.getPeerCertificates()[0];
			if (certificate instanceof X509Certificate x509) {
				Collection<List<?>> names = x509.getSubjectAlternativeNames();
				return (names != null) ? alternativeNames(names).toList()
						: List.of(x509.getSubjectX500Principal().getName());
			}
		}
		catch (SSLPeerUnverifiedException | CertificateParsingException ex) {
			// It has no name that could be told
		}
		return List.of();
	}

	private static Stream<String> alternativeNames(Collection<List<?>> names) {
		return names.stream()
			.filter((name) -> DNS_NAME_OR_IP_ADDRESS.contains(name.get(0)))
			.map((name) -> String.valueOf(name.get(1)));
	}

}
