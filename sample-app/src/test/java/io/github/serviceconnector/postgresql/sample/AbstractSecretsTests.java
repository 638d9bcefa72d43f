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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.local.LocalAzure;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.LocalIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base of the tests that search all that an application says, at root TRACE and with
 * every value of actuator shown, for the secrets that it was started with and the token
 * that it was given.
 */
abstract class AbstractSecretsTests {

	static final String AUDIENCE = "https://ossrdbms-aad.database.windows.net";

	static final String SECRET = "s3cr+t/that is 7ong";

	@RegisterExtension
	static final LocalAzureExtension azure = LocalAzureExtension.create(LocalAzure.builder().database("todo"));

	@TempDir
	Path directory;

	final Map<String, String> variables = new HashMap<>();

	LocalIdentity identity;

	@BeforeEach
	void bind() {
		this.identity = azure.get().systemAssignedIdentity("aad_todo");
		this.variables.putAll(azure.get().springBootSettings(this.identity));
	}

	// Without the output in the message of a failure: it is some megabytes
	static void assertSaid(String output, String words) {
		assertThat(output.contains(words)).as(words).isTrue();
	}

	String run(Class<?>... moreSources) throws IOException, InterruptedException {
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
	void assertNotSaid(String output, String... secrets) {
		String token = azure.get().issueToken(this.identity, AUDIENCE, Duration.ofHours(1));
		List<String> sought = new ArrayList<>(Arrays.asList(secrets));
		sought.add(token.substring(0, token.indexOf('.')));
		SecretSearch search = new SecretSearch(output);
		assertThat(sought).allSatisfy((secret) -> assertThat(search.find(secret)).isEmpty());
	}

}
