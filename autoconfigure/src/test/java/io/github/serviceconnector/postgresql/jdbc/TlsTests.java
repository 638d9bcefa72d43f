package io.github.serviceconnector.postgresql.jdbc;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.JdbcUrl;
import io.github.serviceconnector.postgresql.binding.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link Tls}.
 */
class TlsTests {

	private static final TlsWish VERIFY_FULL = new TlsWish(ServiceConnectorPostgresqlProperties.Tls.VERIFY_FULL, null);

	private static final TlsWish AS_BOUND = new TlsWish(ServiceConnectorPostgresqlProperties.Tls.AS_BOUND, null);

	@ParameterizedTest
	@ValueSource(strings = { "", "?sslmode=disable", "?sslmode=allow", "?sslmode=prefer", "?sslmode=Require",
			"?sslmode=verify-ca", "?sslmode=verify-full",
			"?ssl=true&sslfactory=org.postgresql.ssl.NonValidatingFactory", "?sslhostnameverifier=x&sslfactoryarg=y" })
	void ofWhenOffLoopbackVerifiesWithTheJvmsTrustStore(String query) {
		JdbcUrl url = parse("jdbc:postgresql://db.example.com/app" + query);
		Tls tls = Tls.of(url, origin(""), VERIFY_FULL);
		assertThat(tls.verified()).isTrue();
		assertThat(tls.warning()).isNull();
		assertThat(url.with(tls.parameters()).parameters()).containsOnly(entry("sslmode", "verify-full"),
				entry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory"),
				entry("sslhostnameverifier", ServerNameVerifier.class.getName()));
	}

	@Test
	void ofWhenUrlNamesItsOwnCertificateVerifiesWithThat() {
		JdbcUrl url = parse("jdbc:postgresql://db.example.com/app?sslmode=require&sslrootcert=/ca.pem");
		Tls tls = Tls.of(url, origin(""), VERIFY_FULL);
		assertThat(tls.verified()).isTrue();
		assertThat(url.with(tls.parameters()).parameters()).containsEntry("sslmode", "verify-full")
			.containsEntry("sslrootcert", "/ca.pem")
			.doesNotContainKey("sslfactory");
	}

	@Test
	void ofWhenOneOfSeveralHostsIsRemoteVerifies() {
		assertThat(tls("jdbc:postgresql://localhost,db.example.com/app", VERIFY_FULL).verified()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "127.0.0.1", "127.8.8.8", "[::1]", "LOCALHOST" })
	void ofWhenLoopbackLeavesTheBindingsWish(String host) {
		Tls tls = tls("jdbc:postgresql://" + host + "/app?sslmode=disable", VERIFY_FULL);
		assertThat(tls.verified()).isFalse();
		assertThat(tls.parameters()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost.example.com", "127.0.0.1.example.com", "128.0.0.1" })
	void ofWhenHostOnlyLooksLikeLoopbackVerifies(String host) {
		assertThat(tls("jdbc:postgresql://" + host + "/app?sslmode=disable", VERIFY_FULL).verified()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "require, neither the issuer nor the name", "verify-ca, no name" })
	void ofWhenAsBoundLeavesTheBindingsWishAndSaysWhatIsNotVerified(String mode, String unverified) {
		Tls tls = tls("jdbc:postgresql://db.example.com/app?sslmode=" + mode, AS_BOUND);
		assertThat(tls.verified()).isFalse();
		assertThat(tls.parameters()).isEmpty();
		assertThat(tls.warning()).isEqualTo("With 'serviceconnector.postgresql.tls=as-bound' and the sslmode=" + mode
				+ " of 'spring.datasource.url' from test, " + unverified
				+ " in the server's certificate is verified: a server in the way of the real one can take the token, "
				+ "which is a login to the whole database. Remove that setting, or write sslmode=verify-full.");
	}

	@Test
	void ofWhenAsBoundToVerifyFullHasNothingToWarnOf() {
		Tls tls = tls("jdbc:postgresql://db.example.com/app?sslmode=verify-full", AS_BOUND);
		assertThat(tls.verified()).isTrue();
		assertThat(tls.warning()).isNull();
	}

	@Test
	void ofWhenAsBoundAndOneOfSeveralHostsIsRemoteRefusesUnencrypted() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> tls("jdbc:postgresql://localhost,db.example.com/app?sslmode=prefer", AS_BOUND));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?sslmode=disable", "?sslmode=allow", "?sslmode=prefer" })
	void ofWhenAsBoundWouldSendTheTokenUnencryptedRefuses(String query) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> tls("jdbc:postgresql://db.example.com/app" + query, AS_BOUND))
			.withMessageStartingWith("'spring.datasource.url' from test lets a token go unencrypted");
	}

	@Test
	void ofWhenSslModeIsUnknownNamesTheKnownOnes() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> tls("jdbc:postgresql://localhost/app?sslmode=full", VERIFY_FULL))
			.withMessage("'spring.datasource.url' from test has an sslmode that is unknown.")
			.satisfies((ex) -> assertThat(ex.getAction())
				.startsWith("Write one of disable, allow, prefer, require, verify-ca and verify-full"));
	}

	private static Tls tls(String url, TlsWish wish) {
		return Tls.of(parse(url), origin(url), wish);
	}

	private static JdbcUrl parse(String url) {
		return JdbcUrl.parse(origin(url));
	}

	private static Setting origin(String url) {
		return new Setting("spring.datasource.url", url, "test", 0);
	}

}
