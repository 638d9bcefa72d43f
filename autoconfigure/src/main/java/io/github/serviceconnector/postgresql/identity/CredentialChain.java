package io.github.serviceconnector.postgresql.identity;

import java.util.Locale;

import io.github.serviceconnector.postgresql.binding.Settings;

/**
 * The part of azure-identity's <a href=
 * "https://learn.microsoft.com/azure/developer/java/sdk/authentication/credential-chains">default
 * chain</a> that is known without asking: {@code AZURE_TOKEN_CREDENTIALS} and the
 * variables of a service principal, which come first in it.
 */
final class CredentialChain {

	private final Settings settings;

	private final String chosen;

	CredentialChain(Settings settings) {
		this.settings = settings;
		String chosen = settings.value("AZURE_TOKEN_CREDENTIALS");
		this.chosen = (chosen != null) ? chosen.trim().toLowerCase(Locale.ROOT) : "prod";
	}

	boolean beginsWithEnvironment() {
		return isAlone("EnvironmentCredential") || this.chosen.equals("prod");
	}

	boolean reachesWorkloadIdentity() {
		return isAlone("WorkloadIdentityCredential") || passesEnvironment();
	}

	boolean reachesManagedIdentity() {
		return isManagedIdentityAlone() || passesEnvironment();
	}

	boolean isManagedIdentityAlone() {
		return isAlone("ManagedIdentityCredential");
	}

	private boolean isAlone(String credential) {
		return this.chosen.equals(credential.toLowerCase(Locale.ROOT));
	}

	private boolean passesEnvironment() {
		boolean servicePrincipal = this.settings.find("AZURE_CLIENT_ID") != null
				&& this.settings.find("AZURE_TENANT_ID") != null
				&& this.settings.find("AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_PASSWORD") != null;
		return this.chosen.equals("prod") && !servicePrincipal;
	}

}
