package io.github.serviceconnector.postgresql.diagnostics;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a token that cannot be had.
 */
class IdentityFailureTests extends FailingStart {

	@Test
	void startWhenIdentityIsNotAssignedSaysHowToAssignIt(CapturedOutput output) {
		this.variables.put("spring.cloud.azure.credential.managed-identity-enabled", "true");
		this.variables.put("spring.cloud.azure.credential.client-id", "4712");
		assertStops(output, """
				Action:

				Assign that identity to the app (az webapp identity assign --identities <resource id>), or correct \
				'spring.cloud.azure.credential.client-id'.
				""");
		assertThat(output).contains("The identity endpoint " + azure.get().identityEndpoint().uri()
				+ " answered with status 400 to the request for a token of the user-assigned managed identity 4712: "
				+ "Identity not found.");
	}

	@Test
	void startWhenIdentityEndpointIsGoneSaysWhatToCheck(CapturedOutput output) {
		azure.get().identityEndpoint().closeConnection();
		assertStops(output, """
				Action:

				Check that the platform's identity endpoint answers; restart the app if it stays away.
				""");
		assertThat(output).contains("The identity endpoint " + azure.get().identityEndpoint().uri()
				+ " could not be asked for a token of the system-assigned managed identity: ");
	}

}
