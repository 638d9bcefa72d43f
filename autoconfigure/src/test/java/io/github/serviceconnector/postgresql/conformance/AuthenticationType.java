package io.github.serviceconnector.postgresql.conformance;

import java.util.Locale;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.LocalAzure;
import org.jspecify.annotations.Nullable;

/**
 * The authentication types of Service Connector, each with what the platform sets for it,
 * and with what it adds to the variables of a client type.
 */
enum AuthenticationType {

	SYSTEM_ASSIGNED_IDENTITY("aad_system") {

		@Override
		Map<String, String> platform(LocalAzure azure) {
			azure.systemAssignedIdentity(role());
			return azure.identityEnvironment();
		}

	},

	USER_ASSIGNED_IDENTITY("aad_user_assigned") {

		@Override
		Map<String, String> platform(LocalAzure azure) {
			azure.userAssignedIdentity("user-assigned-client", role());
			return azure.identityEnvironment();
		}

		@Override
		Map<String, String> variables(ClientType clientType, LocalAzure azure) {
			return clientId(clientType, "user-assigned-client");
		}

	},

	SERVICE_PRINCIPAL("aad_service_principal") {

		@Override
		Map<String, String> platform(LocalAzure azure) {
			azure.servicePrincipal("service-principal-client", "s3cret", role());
			return azure.entraEnvironment();
		}

		@Override
		Map<String, String> variables(ClientType clientType, LocalAzure azure) {
			boolean springboot = clientType == ClientType.SPRINGBOOT;
			String prefix = springboot ? "spring.cloud.azure.credential." : "AZURE_POSTGRESQL_";
			return Map.of(prefix + (springboot ? "client-id" : "CLIENTID"), "service-principal-client",
					prefix + (springboot ? "client-secret" : "CLIENTSECRET"), "s3cret",
					prefix + (springboot ? "tenant-id" : "TENANTID"), azure.entra().tenantId());
		}

	},

	SECRET("with_password") {

		@Override
		Map<String, String> platform(LocalAzure azure) {
			azure.passwordRole(role(), PASSWORD);
			return Map.of();
		}

		@Override
		@Nullable String password() {
			return PASSWORD;
		}

	},

	WORKLOAD_IDENTITY("aad_workload") {

		@Override
		Map<String, String> platform(LocalAzure azure) {
			return azure.workloadIdentityEnvironment(azure.workloadIdentity("workload-client", role()));
		}

		@Override
		Map<String, String> variables(ClientType clientType, LocalAzure azure) {
			return clientId(clientType, "workload-client");
		}

	},

	USER_ACCOUNT("dev@example.com") {

		@Override
		Map<String, String> platform(LocalAzure azure) {
			String path = azure.azureCli(role(), role()).directory() + ":" + System.getenv("PATH");
			return Map.of("PATH", path, "AZURE_TOKEN_CREDENTIALS", "dev");
		}

	};

	private static final String PASSWORD = "s3cret-pa55word";

	private final String role;

	AuthenticationType(String role) {
		this.role = role;
	}

	/**
	 * Prepares the stand-in for Azure.
	 * @param azure the stand-in
	 * @return the variables that the platform sets
	 */
	abstract Map<String, String> platform(LocalAzure azure);

	/**
	 * Returns what Service Connector adds to the variables of a client type.
	 * @param clientType the client type
	 * @param azure the stand-in for Azure
	 * @return the variables
	 */
	Map<String, String> variables(ClientType clientType, LocalAzure azure) {
		return Map.of();
	}

	private static Map<String, String> clientId(ClientType clientType, String clientId) {
		return (clientType == ClientType.SPRINGBOOT)
				? Map.of("spring.cloud.azure.credential.client-id", clientId,
						"spring.cloud.azure.credential.managed-identity-enabled", "true")
				: Map.of("AZURE_POSTGRESQL_CLIENTID", clientId);
	}

	String role() {
		return this.role;
	}

	@Nullable String password() {
		return null;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace("_assigned_", "-assigned ").replace('_', ' ');
	}

}
