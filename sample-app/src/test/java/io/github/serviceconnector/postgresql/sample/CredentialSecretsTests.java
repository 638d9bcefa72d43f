package io.github.serviceconnector.postgresql.sample;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.LocalIdentity;
import org.junit.jupiter.api.Test;

/**
 * Tests for secrets that prove who an application is: a client secret, a federated token,
 * a password.
 */
class CredentialSecretsTests extends AbstractSecretsTests {

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

	private void bindServicePrincipal(String clientId, String known) {
		LocalIdentity principal = azure.get().servicePrincipal(clientId, known, "aad_" + clientId);
		this.variables.putAll(azure.get().springBootSettings(principal));
		this.variables.putAll(azure.get().entraEnvironment());
		this.variables.put("spring.cloud.azure.credential.client-id", clientId);
		this.variables.put("spring.cloud.azure.credential.client-secret", SECRET);
		this.variables.put("spring.cloud.azure.profile.tenant-id", azure.get().entra().tenantId());
	}

}
