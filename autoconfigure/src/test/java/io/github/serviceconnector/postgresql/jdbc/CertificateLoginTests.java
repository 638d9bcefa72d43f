package io.github.serviceconnector.postgresql.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.testing.ApplicationHost;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a service principal that proves itself with a certificate.
 */
class CertificateLoginTests {

	private static final String PASSWORD = "geheimnis";

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	@AutoClose
	private static ApplicationHost host;

	@TempDir
	static Path directory;

	private final Map<String, String> variables = new HashMap<>();

	@BeforeAll
	static void start() throws Exception {
		keyStore("client");
		host = ApplicationHost.start(Map.of(), ApplicationProcess.trusting(azure.get(), azure.get().hostsFile()));
	}

	@BeforeEach
	void bind() throws Exception {
		this.variables.putAll(azure.get()
			.springBootSettings(azure.get().servicePrincipal("client", certificate("client"), "aad_app")));
		this.variables.putAll(azure.get().entraEnvironment());
		this.variables.put("spring.cloud.azure.credential.client-id", "client");
		this.variables.put("spring.cloud.azure.profile.tenant-id", azure.get().entra().tenantId());
	}

	@Test
	void loginWhenCertificateIsPkcs12Succeeds() throws Exception {
		bindCertificate(directory.resolve("client.p12"));
		this.variables.put("spring.cloud.azure.credential.client-certificate-password", PASSWORD);
		assertThat(run().output()).contains("Logged in as aad_app",
				"with a token of the service principal client with a certificate");
	}

	@Test
	void loginWhenCertificateIsPemSucceeds() throws Exception {
		KeyStore store = load("client");
		Path pem = directory.resolve("client.pem");
		Files.writeString(pem, pem("PRIVATE KEY", store.getKey("client", PASSWORD.toCharArray()).getEncoded())
				+ pem("CERTIFICATE", store.getCertificate("client").getEncoded()));
		bindCertificate(pem);
		assertThat(run().output()).contains("Logged in as aad_app");
	}

	@Test
	void loginWhenCertificateIsAnothersSaysSo() throws Exception {
		bindCertificate(keyStore("another"));
		this.variables.put("spring.cloud.azure.credential.client-certificate-password", PASSWORD);
		ApplicationProcess.Result result = run();
		assertThat(result.output())
			.contains("azure-identity could not get a token of the service principal client with a certificate",
					"AADSTS700027")
			.doesNotContain(PASSWORD);
		assertThat(result.exitCode()).isEqualTo(1);
	}

	private void bindCertificate(Path file) {
		this.variables.put("spring.cloud.azure.credential.client-certificate-path", file.toString());
	}

	private ApplicationProcess.Result run() throws IOException {
		return host.run(this.variables);
	}

	// Microsoft Entra takes RSA keys
	private static Path keyStore(String name) throws Exception {
		Path file = directory.resolve(name + ".p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-keyalg", "RSA", "-alias", name, "-dname", "CN=" + name, "-validity", "2", "-storetype",
				"PKCS12", "-storepass", PASSWORD, "-keystore", file.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(keytool.waitFor()).as(output).isZero();
		return file;
	}

	private static X509Certificate certificate(String name) throws Exception {
		return (X509Certificate) load(name).getCertificate(name);
	}

	private static KeyStore load(String name) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(directory.resolve(name + ".p12"))) {
			store.load(in, PASSWORD.toCharArray());
		}
		return store;
	}

	private static String pem(String type, byte[] content) {
		String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
		return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, base64);
	}

}
