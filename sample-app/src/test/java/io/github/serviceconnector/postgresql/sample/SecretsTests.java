package io.github.serviceconnector.postgresql.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.local.LocalAzure;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.LocalIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Searches all that an application says, at root TRACE and with every value of actuator
 * shown, for the secrets that it was started with and the token that it was given.
 */
class SecretsTests {

	private static final String AUDIENCE = "https://ossrdbms-aad.database.windows.net";

	private static final String SECRET = "s3cr+t/that is 7ong";

	private static final String STALE = "st4le+pa55/word";

	@RegisterExtension
	static final LocalAzureExtension azure = LocalAzureExtension.create(LocalAzure.builder().database("todo"));

	@TempDir
	private Path directory;

	private final Map<String, String> variables = new HashMap<>();

	private LocalIdentity identity;

	@BeforeEach
	void bind() {
		this.identity = azure.get().systemAssignedIdentity("aad_todo");
		this.variables.putAll(azure.get().springBootSettings(this.identity));
	}

	@Test
	void managedIdentityWithALeftOverPassword() throws Exception {
		this.variables.putAll(azure.get().identityEnvironment());
		this.variables.put("spring.datasource.password", STALE);
		this.variables.put("spring.datasource.hikari.password", STALE);
		String output = run();
		assertNotSaid(output, STALE, identityHeader());
	}

	@Test
	void managedIdentityWhoseEndpointRefuses() throws Exception {
		this.variables.putAll(azure.get().identityEnvironment());
		azure.get().identityEndpoint().respond(403, "{\"message\":\"Wrong header.\"}");
		String output = run();
		assertSaid(output, "Wrong header.");
		assertNotSaid(output, identityHeader());
	}

	@Test
	void servicePrincipal() throws Exception {
		bindServicePrincipal("principal", SECRET);
		String output = run();
		assertNotSaid(output, SECRET);
	}

	@Test
	void servicePrincipalWhoseSecretIsWrong() throws Exception {
		bindServicePrincipal("wrong-principal", "another");
		String output = run();
		assertSaid(output, "to the request for a token of the service principal");
		assertNotSaid(output, SECRET);
	}

	@Test
	void workloadIdentity() throws Exception {
		LocalIdentity workload = azure.get().workloadIdentity("workload-client", "aad_workload");
		Map<String, String> platform = azure.get().workloadIdentityEnvironment(workload);
		this.variables.putAll(azure.get().springBootSettings(workload));
		this.variables.putAll(platform);
		String output = run();
		assertNotSaid(output, Files.readString(Path.of(platform.get("AZURE_FEDERATED_TOKEN_FILE"))));
	}

	@Test
	void credentialOfTheApplication() throws Exception {
		String token = azure.get().issueToken(this.identity, AUDIENCE, Duration.ofHours(20));
		this.variables.put(Talkative.OwnCredential.TOKEN_FILE,
				Files.writeString(this.directory.resolve("token"), token).toString());
		String output = run(Talkative.OwnCredential.class);
		assertNotSaid(output, token);
	}

	@Test
	void passwordOfTheBinding() throws Exception {
		azure.get().passwordRole("todo_password", SECRET);
		this.variables.clear();
		this.variables.put("AZURE_POSTGRESQL_CONNECTIONSTRING",
				"Server=demo.postgres.database.azure.com;Port=" + azure.get().database().port()
						+ ";Database=todo;User Id=todo_password;Password=" + SECRET + ";Ssl Mode=Require");
		String output = run();
		assertSaid(output, "PostgreSQL is entered with the password of");
		assertNotSaid(output, SECRET);
	}

	@Test
	void searchWhenASecretIsPlantedFindsIt() throws Exception {
		this.variables.putAll(azure.get().identityEnvironment());
		this.variables.put("PLANTED", SECRET);
		assertThat(new SecretSearch(run()).find(SECRET)).isNotEmpty();
	}

	private static String identityHeader() {
		return Objects.requireNonNull(azure.get().identityEnvironment().get("IDENTITY_HEADER"));
	}

	private void bindServicePrincipal(String clientId, String known) {
		LocalIdentity principal = azure.get().servicePrincipal(clientId, known, "aad_" + clientId);
		this.variables.putAll(azure.get().springBootSettings(principal));
		this.variables.putAll(azure.get().entraEnvironment());
		this.variables.put("spring.cloud.azure.credential.client-id", clientId);
		this.variables.put("spring.cloud.azure.credential.client-secret", SECRET);
		this.variables.put("spring.cloud.azure.profile.tenant-id", azure.get().entra().tenantId());
	}

	// Without the output in the message of a failure: it is some megabytes
	private static void assertSaid(String output, String words) {
		assertThat(output.contains(words)).as(words).isTrue();
	}

	private String run(Class<?>... moreSources) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
				"-XX:+UseSerialGC", "-Djdk.net.hosts.file=" + azure.get().hostsFile("demo.postgres.database.azure.com"),
				"-Djavax.net.ssl.trustStore=" + azure.get().trustStore().file(),
				"-Djavax.net.ssl.trustStorePassword=" + azure.get().trustStore().password(), "-cp",
				System.getProperty("java.class.path"), SampleApplication.class.getName()));
		command.add("--spring.main.sources=" + Stream.concat(Stream.of(Talkative.class), Stream.of(moreSources))
			.map(Class::getName)
			.collect(Collectors.joining(",")));
		command.addAll(List.of("--logging.level.root=trace", "--server.port=0", "--spring.jmx.enabled=true",
				"--management.endpoints.web.exposure.include=*", "--management.endpoint.env.show-values=always",
				"--management.endpoint.configprops.show-values=always",
				"--management.endpoint.health.show-details=always", "--spring.flyway.enabled=false",
				"--spring.datasource.hikari.connection-timeout=5000"));
		Path output = this.directory.resolve("output");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
		builder.environment().clear();
		builder.environment().putAll(this.variables);
		Process process = builder.start();
		if (!process.waitFor(2, TimeUnit.MINUTES)) {
			process.destroyForcibly();
			throw new IllegalStateException("Still running");
		}
		String said = Files.readString(output, StandardCharsets.UTF_8);
		assertSaid(said, "Said everything");
		return said;
	}

	// The head of a token is the same for all that the stand-in issues
	private void assertNotSaid(String output, String... secrets) {
		String token = azure.get().issueToken(this.identity, AUDIENCE, Duration.ofHours(1));
		List<String> sought = new ArrayList<>(Arrays.asList(secrets));
		sought.add(token.substring(0, token.indexOf('.')));
		SecretSearch search = new SecretSearch(output);
		assertThat(sought).allSatisfy((secret) -> assertThat(search.find(secret)).isEmpty());
	}

}
