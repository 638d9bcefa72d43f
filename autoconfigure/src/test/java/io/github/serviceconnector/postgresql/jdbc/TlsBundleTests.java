package io.github.serviceconnector.postgresql.jdbc;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.local.DatabaseServer;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.RecordedLogin;
import io.github.serviceconnector.postgresql.local.ServerBehavior;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link TlsBundle}, with the authority of the local server as the one that is
 * trusted, and the JDK's as those that did not issue its certificate.
 */
@ExtendWith(OutputCaptureExtension.class)
class TlsBundleTests {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private final Map<String, String> variables = new HashMap<>();

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		this.variables.put("spring.datasource.url", database().jdbcUrl("localhost"));
		this.variables.putAll(azure.get().identityEnvironment());
		this.variables.put("spring.ssl.bundle.pem.authority.truststore.certificate",
				azure.get().caCertificate().toUri().toString());
		this.variables.put("spring.ssl.bundle.jks.stored.truststore.location",
				azure.get().trustStore().file().toUri().toString());
		this.variables.put("spring.ssl.bundle.jks.stored.truststore.password", azure.get().trustStore().password());
		this.variables.put("spring.ssl.bundle.jks.stored.truststore.type", "PKCS12");
		this.variables.put("spring.ssl.bundle.jks.public.truststore.location",
				Path.of(System.getProperty("java.home"), "lib", "security", "cacerts").toUri().toString());
	}

	@Test
	void loginWhenBundleIsOfPemFilesTrustsThem() {
		assertThat(login("authority")).isEqualTo("aad_app");
	}

	@Test
	void loginWhenBundleIsAStoreTrustsIt() {
		assertThat(login("stored")).isEqualTo("aad_app");
	}

	@Test
	void loginWhenBundleIsAnotherAuthoritysSendsNoToken() {
		assertThatException().isThrownBy(() -> login("public")).withStackTraceContaining("PKIX");
		assertNoTokenSent();
	}

	@ParameterizedTest
	@EnumSource(names = { "CERTIFICATE_OF_UNKNOWN_AUTHORITY", "CERTIFICATE_OF_ANOTHER_HOST", "EXPIRED_CERTIFICATE",
			"WITHOUT_TLS" })
	void loginWhenServerIsHostileSendsNoToken(ServerBehavior behavior) {
		database().behave(behavior);
		assertThatException().isThrownBy(() -> login("authority"));
		assertNoTokenSent();
	}

	@Test
	void loginWhenBindingHasItsOwnCertificateTrustsTheBundleAloneAndSaysSo(CapturedOutput output) {
		this.variables.put("spring.datasource.url", database().jdbcUrl());
		assertThatException().isThrownBy(() -> login("public"));
		assertNoTokenSent();
		assertThat(output).containsOnlyOnce("The sslrootcert of 'spring.datasource.url' from System Environment "
				+ "Property \"spring.datasource.url\" is not used: 'serviceconnector.postgresql.tls.bundle' says what "
				+ "to trust. Remove one of the two.");
	}

	@Test
	void loginWhenBundleIsReloadedUsesWhatItHasThen() {
		try (ConfigurableApplicationContext context = run("public",
				"--spring.datasource.hikari.connection-timeout=1000")) {
			DataSource dataSource = context.getBean(DataSource.class);
			assertThatException().isThrownBy(() -> LoginApplication.currentUser(dataSource));
			SslBundleRegistry bundles = context.getBean(SslBundleRegistry.class);
			bundles.updateBundle("public", context.getBean(SslBundles.class).getBundle("authority"));
			assertThat(LoginApplication.currentUser(dataSource)).isEqualTo("aad_app");
		}
	}

	@Test
	void loginWhenProtocolOfBundleIsNotTheServersSendsNoToken() {
		this.variables.put("spring.ssl.bundle.pem.authority.options.enabled-protocols", "TLSv1.1");
		assertThatException().isThrownBy(() -> login("authority"));
		assertNoTokenSent();
	}

	@Test
	void startWhenBundleIsUnknownNamesThoseThatAreThere(CapturedOutput output) {
		assertThatException().isThrownBy(() -> run("authorities").close());
		assertThat(output).contains(
				"""
						Description:

						'serviceconnector.postgresql.tls.bundle' names the SSL bundle 'authorities', and there is none of that \
						name.

						Action:

						Define it, for example 'spring.ssl.bundle.pem.authorities.truststore.certificate=file:/path/to/ca.pem', \
						or correct the name; there are: [""");
	}

	@Test
	void startWhenBundleIsNamedAndTlsIsAsBoundAsksToRemoveOne(CapturedOutput output) {
		assertThatException().isThrownBy(() -> run("authority", "--serviceconnector.postgresql.tls=as-bound").close());
		assertThat(output).contains("""
				Description:

				'serviceconnector.postgresql.tls.bundle' names what to trust, and \
				'serviceconnector.postgresql.tls=as-bound' leaves that to the binding.

				Action:

				Remove one of the two.
				""");
	}

	@Test
	void startWhenTlsIsAsBoundWarnsOnceOfWhatIsNotVerified(CapturedOutput output) {
		this.variables.put("spring.datasource.url", database().jdbcUrl("demo.postgres.database.azure.com"));
		BoundApplication.run(LoginApplication.class, this.variables, "--serviceconnector.postgresql.tls=as-bound")
			.close();
		assertThat(output).containsOnlyOnce("neither the issuer nor the name in the server's certificate is verified")
			.containsPattern("WARN .* With 'serviceconnector.postgresql.tls=as-bound' and the sslmode=require of ");
	}

	private String login(String bundle) {
		try (ConfigurableApplicationContext context = run(bundle,
				"--spring.datasource.hikari.connection-timeout=1000")) {
			return LoginApplication.currentUser(context.getBean(DataSource.class));
		}
	}

	private ConfigurableApplicationContext run(String bundle, String... arguments) {
		this.variables.put("serviceconnector.postgresql.tls.bundle", bundle);
		return BoundApplication.run(LoginApplication.class, this.variables, arguments);
	}

	private static void assertNoTokenSent() {
		assertThat(database().logins()).isNotEmpty().noneMatch(RecordedLogin::passwordReceived);
	}

	private static DatabaseServer database() {
		return azure.get().database();
	}

}
