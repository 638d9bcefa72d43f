package io.github.serviceconnector.postgresql.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.testing.ApplicationHost;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;
import io.github.serviceconnector.postgresql.testing.ConnectProxy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application that reaches Microsoft Entra through a proxy alone: its
 * process knows no address of the authority's host.
 */
class ProxiedLoginTests {

	private static final String ENTRA = "login.microsoftonline.com";

	private static final String CREDENTIALS = "user:s3cret";

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	@TempDir
	static Path directory;

	@AutoClose
	private static ApplicationHost host;

	private final Map<String, String> variables = new HashMap<>();

	@BeforeAll
	static void start() throws IOException {
		host = ApplicationHost.start(Map.of(), ApplicationProcess.trusting(azure.get(), hosts()));
	}

	@BeforeEach
	void bind() {
		this.variables
			.putAll(azure.get().springBootSettings(azure.get().servicePrincipal("client", "s3cret", "aad_app")));
		this.variables.put("AZURE_AUTHORITY_HOST", "https://" + ENTRA + ":" + port() + "/");
	}

	static Stream<Arguments> settings() {
		return Stream.of(
				Arguments.argumentSet("Spring Cloud Azure's properties",
						Map.of("spring.cloud.azure.proxy.hostname", "localhost", "spring.cloud.azure.proxy.port",
								"%d")),
				Arguments.argumentSet("variable", Map.of("HTTPS_PROXY", "http://localhost:%d")));
	}

	@ParameterizedTest
	@MethodSource("settings")
	void loginWhenProxyIsSetGoesThroughIt(Map<String, String> variables) throws Exception {
		try (ConnectProxy proxy = new ConnectProxy(null)) {
			variables.forEach((name, value) -> this.variables.put(name, value.formatted(proxy.port())));
			assertThat(host.run(this.variables).output()).contains("Logged in as aad_app");
			assertThat(proxy.requests()).isNotEmpty().containsOnly("CONNECT " + ENTRA + ":" + port() + " HTTP/1.1");
		}
	}

	@Test
	void loginWhenJvmsPropertiesSetAProxyGoesThroughIt() throws Exception {
		try (ConnectProxy proxy = new ConnectProxy(null)) {
			assertThat(run(hosts(), "-Dhttps.proxyHost=localhost", "-Dhttps.proxyPort=" + proxy.port()))
				.contains("Logged in as aad_app");
			assertThat(proxy.requests()).isNotEmpty().containsOnly("CONNECT " + ENTRA + ":" + port() + " HTTP/1.1");
		}
	}

	@Test
	void loginWhenHostIsInNoProxyGoesPastTheProxy() throws Exception {
		try (ConnectProxy proxy = new ConnectProxy(null)) {
			this.variables.put("HTTPS_PROXY", "http://localhost:" + proxy.port());
			this.variables.put("NO_PROXY", ".microsoftonline.com");
			assertThat(run(hosts(ENTRA))).contains("Logged in as aad_app");
			assertThat(proxy.requests()).isEmpty();
		}
	}

	@Test
	void loginWithManagedIdentityGoesPastTheProxy() throws Exception {
		try (ConnectProxy proxy = new ConnectProxy(null)) {
			this.variables.clear();
			this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
			this.variables.putAll(azure.get().imdsEnvironment());
			this.variables.put("HTTPS_PROXY", "http://localhost:" + proxy.port());
			this.variables.put("spring.cloud.azure.credential.managed-identity-enabled", "true");
			assertThat(host.run(this.variables).output()).contains("Logged in as aad_app");
			assertThat(azure.get().imds().requests()).isNotEmpty();
			assertThat(proxy.requests()).isEmpty();
		}
	}

	@Test
	void loginWhenProxyAsksForPasswordSaysWhatTheJvmNeeds() throws Exception {
		try (ConnectProxy proxy = new ConnectProxy(CREDENTIALS)) {
			this.variables.put("HTTPS_PROXY", "http://" + CREDENTIALS + "@localhost:" + proxy.port());
			assertThat(host.run(this.variables, "--spring.datasource.hikari.connection-timeout=3000").output())
				.contains(
						"Start the JVM with -Djdk.http.auth.tunneling.disabledSchemes= (nothing after the equals sign), "
								+ "or it gives the proxy no password.")
				.doesNotContain("Logged in", "s3cret");
			assertThat(proxy.requests()).isEmpty();
			assertThat(run(hosts(), "-Djdk.http.auth.tunneling.disabledSchemes=")).contains("Logged in as aad_app");
			assertThat(proxy.requests()).isNotEmpty();
		}
	}

	private static int port() {
		return azure.get().entra().uri().getPort();
	}

	// The only names that a JVM knows
	private static Path hosts(String... more) throws IOException {
		return Files.write(Files.createTempFile(directory, "hosts", null),
				Stream.concat(Stream.of("localhost"), Stream.of(more)).map((name) -> "127.0.0.1 " + name).toList());
	}

	private String run(Path hosts, String... jvmOptions) throws IOException, InterruptedException {
		return ApplicationProcess.run(this.variables, ApplicationProcess.trusting(azure.get(), hosts, jvmOptions))
			.output();
	}

}
