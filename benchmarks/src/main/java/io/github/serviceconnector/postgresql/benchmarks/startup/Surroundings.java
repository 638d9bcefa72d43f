package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.AzureCli;
import io.github.serviceconnector.postgresql.local.LocalAzure;

/**
 * PostgreSQL and the identity providers, in this process and so apart from every
 * application, and what an application is told to find them.
 */
final class Surroundings implements AutoCloseable {

	private static final Duration ENDPOINT_DELAY = Duration.ofMillis(100);

	private static final Duration CLI_DELAY = Duration.ofMillis(500);

	private static final String PATH = "/usr/bin:/bin";

	private final LocalAzure azure = LocalAzure.start();

	private final Map<String, String> token;

	private final AzureCli azureCli;

	Surroundings() {
		this.azure.systemAssignedIdentity("aad_app");
		this.azure.passwordRole("password_app", "secret");
		this.azure.identityEndpoint().delay(ENDPOINT_DELAY);
		this.azureCli = this.azure.azureCli("developer@example.com", "aad_developer");
		this.azureCli.delay(CLI_DELAY);
		this.token = environment(this.azure.springBootSettings());
		this.token.putAll(this.azure.identityEnvironment());
		this.token.putAll(this.azure.imdsEnvironment());
	}

	private static Map<String, String> environment(Map<String, String> settings) {
		Map<String, String> environment = new HashMap<>();
		environment.put("PATH", PATH);
		settings.forEach((name, value) -> environment
			.put(name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT), value));
		return environment;
	}

	Candidate password() {
		return new Candidate("password", Application.PASSWORD,
				environment(Map.of("spring.datasource.url", this.azure.database().jdbcUrl(),
						"spring.datasource.username", "password_app", "spring.datasource.password", "secret")));
	}

	Candidate springCloudAzure() {
		return new Candidate("Spring Cloud Azure", Application.SPRING_CLOUD_AZURE, this.token);
	}

	Candidate starter() {
		return new Candidate("this starter", Application.STARTER, this.token);
	}

	Candidate starterWithAzureIdentity() {
		return starter().with("this starter, azure-identity",
				Map.of("SERVICECONNECTOR_POSTGRESQL_TOKEN_SOURCE", "azure-identity"));
	}

	Candidate starterWithNamedConnections(int number) {
		Map<String, String> bindings = new HashMap<>();
		for (int i = 0; i < number; i++) {
			bindings.put("AZURE_POSTGRESQL_N" + i + "_CONNECTIONSTRING",
					this.azure.database().jdbcUrl() + "&user=aad_app");
		}
		return starter().with("this starter, named connections: " + number, bindings);
	}

	Candidate signedIn(Candidate candidate, int connections) {
		return candidate.with(candidate.name(), Map.of("PATH", this.azureCli.directory() + ":" + PATH,
				"AZURE_TOKEN_CREDENTIALS", "AzureCliCredential", "SPRING_DATASOURCE_USERNAME", "aad_developer"),
				held(connections));
	}

	static Candidate holding(Candidate candidate, int connections) {
		return candidate.with(candidate.name(), Map.of(), held(connections));
	}

	private static String[] held(int connections) {
		return new String[] { "--startup.pooled=" + connections,
				"--spring.datasource.hikari.maximum-pool-size=" + connections };
	}

	static Candidate loggingIn(Candidate candidate, int connections) {
		return candidate.with(candidate.name(), Map.of(), "--startup.fresh=" + connections,
				"--spring.datasource.hikari.maximum-pool-size=1");
	}

	int azureCliCalls() {
		return this.azureCli.calls();
	}

	@Override
	public void close() {
		this.azure.close();
	}

}
