package io.github.serviceconnector.postgresql.diagnostics;

import io.github.serviceconnector.postgresql.local.ServerBehavior;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;

/**
 * Tests for servers that are not verified, or do not encrypt: no token is sent.
 */
class CertificateFailureTests extends FailingStart {

	@Test
	void startWhenCertificateHasExpiredSaysSo(CapturedOutput output) {
		azure.get().database().behave(ServerBehavior.EXPIRED_CERTIFICATE);
		assertStops(output, """
				The certificate of %s has expired, so no token was sent.

				Action:

				Check the clock of this machine; if it is right, and the server is Azure's, open a support request.
				""");
		assertNoTokenSent();
	}

	@Test
	void startWhenAuthorityIsUnknownSaysWhereTrustComesFrom(CapturedOutput output) {
		azure.get().database().behave(ServerBehavior.CERTIFICATE_OF_UNKNOWN_AUTHORITY);
		assertStops(output, """
				The certificate of %s comes from an authority that is not trusted, so no token was sent.

				Action:

				Use a current JDK, whose trust store has Azure's authorities, or add the server's authority to it \
				(keytool -importcert -cacerts -file <authority>.pem); a URL with sslrootcert trusts that file alone.
				""");
		assertNoTokenSent();
	}

	@Test
	void startWhenCertificateIsAnothersAsksForTheServersOwnName(CapturedOutput output) {
		azure.get().database().behave(ServerBehavior.CERTIFICATE_OF_ANOTHER_HOST);
		assertStops(output,
				"""
						The server was asked for as localhost, and its certificate is for another-host.invalid, so no token was \
						sent.

						Action:

						Write the server's own name, <server>.postgres.database.azure.com, in 'spring.datasource.url' from \
						System Environment Property "spring.datasource.url": neither an IP address nor an alias (a CNAME, or a \
						name in a private DNS zone of your own).
						""");
		assertNoTokenSent();
	}

	@Test
	void startWhenServerHasNoTlsSaysSo(CapturedOutput output) {
		azure.get().database().behave(ServerBehavior.WITHOUT_TLS);
		assertStops(output, """
				The server at %s does not encrypt, so no token was sent.

				Action:

				Check host and port: Azure's servers encrypt, and so does their PgBouncer on port 6432.
				""");
		assertNoTokenSent();
	}

}
