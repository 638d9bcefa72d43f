package io.github.serviceconnector.postgresql.jdbc;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.JdbcUrl;
import io.github.serviceconnector.postgresql.binding.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Tls}.
 */
class TlsTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "?sslmode=disable", "?sslmode=allow", "?sslmode=prefer", "?sslmode=Require",
			"?sslmode=verify-ca", "?sslmode=verify-full",
			"?ssl=true&sslfactory=org.postgresql.ssl.NonValidatingFactory", "?sslhostnameverifier=x&sslfactoryarg=y" })
	void ofWhenOffLoopbackVerifiesWithTheJvmsTrustStore(String query) {
		JdbcUrl url = parse("jdbc:postgresql://db.example.com/app" + query);
		Tls tls = Tls.of(url, origin(""), ServiceConnectorPostgresqlProperties.Tls.VERIFY_FULL);
		assertThat(tls.verified()).isTrue();
		assertThat(url.with(tls.parameters()).toUrl()).isIn(
				"jdbc:postgresql://db.example.com:5432/app?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory",
				"jdbc:postgresql://db.example.com:5432/app?sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory&sslmode=verify-full");
	}

	@Test
	void ofWhenUrlNamesItsOwnCertificateVerifiesWithThat() {
		JdbcUrl url = parse("jdbc:postgresql://db.example.com/app?sslmode=require&sslrootcert=/ca.pem");
		Tls tls = Tls.of(url, origin(""), ServiceConnectorPostgresqlProperties.Tls.VERIFY_FULL);
		assertThat(tls.verified()).isTrue();
		assertThat(url.with(tls.parameters()).parameters()).containsEntry("sslmode", "verify-full")
			.containsEntry("sslrootcert", "/ca.pem")
			.doesNotContainKey("sslfactory");
	}

	@Test
	void ofWhenOneOfSeveralHostsIsRemoteVerifies() {
		assertThat(tls("jdbc:postgresql://localhost,db.example.com/app",
				ServiceConnectorPostgresqlProperties.Tls.VERIFY_FULL)
			.verified()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "127.0.0.1", "127.8.8.8", "[::1]", "LOCALHOST" })
	void ofWhenLoopbackLeavesTheBindingsWish(String host) {
		Tls tls = tls("jdbc:postgresql://" + host + "/app?sslmode=disable",
				ServiceConnectorPostgresqlProperties.Tls.VERIFY_FULL);
		assertThat(tls.verified()).isFalse();
		assertThat(tls.parameters()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost.example.com", "127.0.0.1.example.com", "128.0.0.1" })
	void ofWhenHostOnlyLooksLikeLoopbackVerifies(String host) {
		assertThat(tls("jdbc:postgresql://" + host + "/app?sslmode=disable",
				ServiceConnectorPostgresqlProperties.Tls.VERIFY_FULL)
			.verified()).isTrue();
	}

	@Test
	void ofWhenAsBoundLeavesTheBindingsWish() {
		Tls tls = tls("jdbc:postgresql://db.example.com/app?sslmode=require",
				ServiceConnectorPostgresqlProperties.Tls.AS_BOUND);
		assertThat(tls.verified()).isFalse();
		assertThat(tls.parameters()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?sslmode=disable", "?sslmode=allow", "?sslmode=prefer" })
	void ofWhenAsBoundWouldSendTheTokenUnencryptedRefuses(String query) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> tls("jdbc:postgresql://db.example.com/app" + query,
					ServiceConnectorPostgresqlProperties.Tls.AS_BOUND))
			.withMessageStartingWith("'spring.datasource.url' from test lets a token go unencrypted");
	}

	@Test
	void ofWhenSslModeIsUnknownNamesTheKnownOnes() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> tls("jdbc:postgresql://localhost/app?sslmode=full",
					ServiceConnectorPostgresqlProperties.Tls.VERIFY_FULL))
			.withMessage("'spring.datasource.url' from test has an sslmode that is unknown.")
			.satisfies((ex) -> assertThat(ex.getAction())
				.startsWith("Write one of disable, allow, prefer, require, verify-ca and verify-full"));
	}

	private static Tls tls(String url, ServiceConnectorPostgresqlProperties.Tls wish) {
		return Tls.of(parse(url), origin(url), wish);
	}

	private static JdbcUrl parse(String url) {
		return JdbcUrl.parse(origin(url));
	}

	private static Setting origin(String url) {
		return new Setting("spring.datasource.url", url, "test", 0);
	}

}
