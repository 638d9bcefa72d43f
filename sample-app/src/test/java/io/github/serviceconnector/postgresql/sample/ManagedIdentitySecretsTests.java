package io.github.serviceconnector.postgresql.sample;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for secrets beside a managed identity: what its endpoint wants to see, a password
 * that is left over, a token that the application has of its own, and one that is
 * planted.
 */
class ManagedIdentitySecretsTests extends AbstractSecretsTests {

	private static final String STALE = "st4le+pa55/word";

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
	void credentialOfTheApplication() throws Exception {
		String token = azure.get().issueToken(this.identity, AUDIENCE, Duration.ofHours(20));
		this.variables.put(Talkative.OwnCredential.TOKEN_FILE,
				Files.writeString(this.directory.resolve("token"), token).toString());
		String output = run(Talkative.OwnCredential.class);
		assertNotSaid(output, token);
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

}
