package io.github.serviceconnector.postgresql.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;
import io.github.serviceconnector.postgresql.testing.ConnectProxy;
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
	private Path directory;

	private final Map<String, String> variables = new HashMap<>();

	private final List<String> jvmOptions = new ArrayList<>();

	@BeforeEach
	void bind() throws IOException {
		this.variables
			.putAll(azure.get().springBootSettings(azure.get().servicePrincipal("client", "s3cret", "aad_app")));
		this.variables.put("AZURE_AUTHORITY_HOST", "https://" + ENTRA + ":" + port() + "/");
		hosts("localhost");
		this.jvmOptions.addAll(ApplicationProcess.trusting(azure.get(), hosts()));
	}

	static Stream<Arguments> settings() {
		return Stream.of(Arguments.argumentSet("Spring Cloud Azure's properties",
				Map.of("spring.cloud.azure.proxy.hostname", "localhost", "spring.cloud.azure.proxy.port", "%d"), ""),
				Arguments.argumentSet("variable", Map.of("HTTPS_PROXY", "http://localhost:%d"), ""), Arguments
					.argumentSet("JVM's properties", Map.of(), "-Dhttps.proxyHost=localhost -Dhttps.proxyPort=%d"));
	}

	@ParameterizedTest
	@MethodSource("settings")
	void loginWhenProxyIsSetGoesThroughIt(Map<String, String> variables, String options) throws Exception {
		try (ConnectProxy proxy = new ConnectProxy(null)) {
			variables.forEach((name, value) -> this.variables.put(name, value.formatted(proxy.port())));
			this.jvmOptions.addAll(Stream.of(options.formatted(proxy.port()).split(" "))
				.filter((option) -> !option.isEmpty())
				.toList());
			assertThat(run().output()).contains("Logged in as aad_app");
			assertThat(proxy.requests()).isNotEmpty().containsOnly("CONNECT " + ENTRA + ":" + port() + " HTTP/1.1");
		}
	}

	@Test
	void loginWhenHostIsInNoProxyGoesPastTheProxy() throws Exception {
		try (ConnectProxy proxy = new ConnectProxy(null)) {
			hosts("localhost", ENTRA);
			this.variables.put("HTTPS_PROXY", "http://localhost:" + proxy.port());
			this.variables.put("NO_PROXY", ".microsoftonline.com");
			assertThat(run().output()).contains("Logged in as aad_app");
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
			assertThat(run("--spring.cloud.azure.credential.managed-identity-enabled=true").output())
				.contains("Logged in as aad_app");
			assertThat(azure.get().imds().requests()).isNotEmpty();
			assertThat(proxy.requests()).isEmpty();
		}
	}

	@Test
	void loginWhenProxyAsksForPasswordSaysWhatTheJvmNeeds() throws Exception {
		try (ConnectProxy proxy = new ConnectProxy(CREDENTIALS)) {
			this.variables.put("HTTPS_PROXY", "http://" + CREDENTIALS + "@localhost:" + proxy.port());
			ApplicationProcess.Result refused = run("--spring.datasource.hikari.connection-timeout=3000");
			assertThat(refused.output()).contains(
					"Start the JVM with -Djdk.http.auth.tunneling.disabledSchemes= (nothing after the equals sign), "
							+ "or it gives the proxy no password.")
				.doesNotContain("Logged in", "s3cret");
			assertThat(proxy.requests()).isEmpty();
			this.jvmOptions.add("-Djdk.http.auth.tunneling.disabledSchemes=");
			assertThat(run().output()).contains("Logged in as aad_app");
			assertThat(proxy.requests()).isNotEmpty();
		}
	}

	private static int port() {
		return azure.get().entra().uri().getPort();
	}

	private void hosts(String... names) throws IOException {
		Files.write(hosts(), Stream.of(names).map((name) -> "127.0.0.1 " + name).toList());
	}

	private Path hosts() {
		return this.directory.resolve("hosts");
	}

	private ApplicationProcess.Result run(String... arguments) throws IOException, InterruptedException {
		return ApplicationProcess.run(this.variables, this.jvmOptions, arguments);
	}

}
