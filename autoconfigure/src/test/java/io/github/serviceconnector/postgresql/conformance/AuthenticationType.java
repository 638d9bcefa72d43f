package io.github.serviceconnector.postgresql.conformance;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.LocalAzure;
import io.github.serviceconnector.postgresql.local.LocalIdentity;
import org.jspecify.annotations.Nullable;

/**
 * The authentication types of Service Connector, each with what it adds to the variables
 * of a client type, and with what the platform sets besides.
 */
enum AuthenticationType {

	SYSTEM_ASSIGNED_IDENTITY("aad_system") {

		@Override
		Map<String, String> variables(ClientType clientType, LocalAzure azure) {
			azure.systemAssignedIdentity(role());
			return azure.identityEnvironment();
		}

	},

	USER_ASSIGNED_IDENTITY("aad_user_assigned") {

		@Override
		Map<String, String> variables(ClientType clientType, LocalAzure azure) {
			azure.userAssignedIdentity("user-assigned-client", role());
			Map<String, String> variables = new HashMap<>(azure.identityEnvironment());
			variables.putAll(clientId(clientType, "user-assigned-client"));
			return variables;
		}

	},

	SERVICE_PRINCIPAL("aad_service_principal") {

		@Override
		Map<String, String> variables(ClientType clientType, LocalAzure azure) {
			azure.servicePrincipal("service-principal-client", "s3cret", role());
			Map<String, String> variables = new HashMap<>(azure.entraEnvironment());
			boolean springboot = clientType == ClientType.SPRINGBOOT;
			String prefix = springboot ? "spring.cloud.azure.credential." : "AZURE_POSTGRESQL_";
			variables.put(prefix + (springboot ? "client-id" : "CLIENTID"), "service-principal-client");
			variables.put(prefix + (springboot ? "client-secret" : "CLIENTSECRET"), "s3cret");
			variables.put(prefix + (springboot ? "tenant-id" : "TENANTID"), azure.entra().tenantId());
			return variables;
		}

	},

	SECRET("with_password") {

		@Override
		Map<String, String> variables(ClientType clientType, LocalAzure azure) {
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
		Map<String, String> variables(ClientType clientType, LocalAzure azure) {
			LocalIdentity identity = azure.workloadIdentity("workload-client", role());
			Map<String, String> variables = new HashMap<>(azure.workloadIdentityEnvironment(identity));
			variables.putAll(clientId(clientType, "workload-client"));
			return variables;
		}

	},

	USER_ACCOUNT("dev@example.com") {

		@Override
		Map<String, String> variables(ClientType clientType, LocalAzure azure) {
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
	 * @param clientType the client type of the row
	 * @param azure the stand-in
	 * @return the variables beside those of the client type
	 */
	abstract Map<String, String> variables(ClientType clientType, LocalAzure azure);

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
