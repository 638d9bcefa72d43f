package io.github.serviceconnector.postgresql.doctor;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import javax.net.ssl.SSLSession;

import io.github.serviceconnector.postgresql.binding.HostAndPort;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;
import org.postgresql.ssl.NonValidatingFactory;

/**
 * Verifies the servers as a login would.
 */
final class TlsCheck implements Check {

	@Override
	public String name() {
		return "TLS";
	}

	@Override
	public Result examine(Examination examination) throws Exception {
		if (examination.tls().bundle() != null) {
			return Result.skipped("the SSL bundle is tried with the login", examination);
		}
		Properties properties = examination.driverProperties();
		SslMode mode = SslMode.of(properties);
		if (mode == SslMode.DISABLE) {
			return Result.skipped("not encrypted, as the URL says", examination);
		}
		List<String> servers = new ArrayList<>();
		for (HostAndPort server : examination.login().url().servers()) {
			TlsHandshake handshake = new TlsHandshake(server, examination.connectTimeoutMillis());
			try {
				servers.add(describe(handshake.make(properties)));
			}
			catch (IOException ex) {
				throw examination.failureOf(server, ex, "");
			}
			catch (SQLException ex) {
				throw examination.failureOf(server, ex, shown(handshake));
			}
		}
		return Result.passed(String.join("; ", servers) + "; " + verified(mode), examination);
	}

	private static String describe(@Nullable SSLSession session) throws IOException, CertificateException {
		return (session != null)
				? session.getProtocol() + ", certificate " + ServerCertificate.of(session).description()
				: "the server does not encrypt";
	}

	private static String verified(SslMode mode) {
		if (mode.verifyPeerName()) {
			return "issuer and name are verified";
		}
		return mode.verifyCertificate() ? "the issuer is verified, the name is not"
				: "neither issuer nor name is verified";
	}

	// Looks at the certificate that was refused; nothing but the handshake is made
	private static String shown(TlsHandshake handshake) {
		Properties properties = new Properties();
		PGProperty.SSL_MODE.set(properties, SslMode.REQUIRE.value);
		PGProperty.SSL_FACTORY.set(properties, NonValidatingFactory.class.getName());
		try {
			SSLSession session = handshake.make(properties);
			return (session != null) ? " It is " + ServerCertificate.of(session).description() + "." : "";
		}
		catch (IOException | SQLException | CertificateException ex) {
			return "";
		}
	}

}
