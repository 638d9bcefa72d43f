package io.github.serviceconnector.postgresql.identity;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * The Instance Metadata Service of virtual machines and AKS nodes, as <a href=
 * "https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#get-a-token-using-http">documented</a>.
 */
final class ImdsTokenSource extends HttpTokenSource {

	private final Identity.ManagedIdentity identity;

	private final TokenRequest request;

	ImdsTokenSource(Identity.ManagedIdentity identity, Identity.Endpoint endpoint, String scope, Duration timeout,
			InstantSource clock) {
		super("Instance Metadata Service", endpoint.uri(), identity, timeout, clock);
		this.identity = identity;
		this.request = TokenRequest.ofManagedIdentity(endpoint.uri(), "2018-02-01", scope, identity.clientId(),
				Map.of("Metadata", "true"));
	}

	@Override
	TokenRequest request() {
		return this.request;
	}

	@Override
	String unreachable() {
		return "Only virtual machines and AKS nodes of Azure have it: anywhere else, remove "
				+ "'spring.cloud.azure.credential.managed-identity-enabled' and sign in (az login). On one, let "
				+ "the app reach 169.254.169.254 without a proxy.";
	}

	@Override
	String strange() {
		return "Check that AZURE_POD_IDENTITY_AUTHORITY_HOST, if it is set, is the address of an Instance Metadata "
				+ "Service.";
	}

	@Override
	Remedy refused(TokenAnswer answer) {
		return switch (answer.status()) {
			case HttpURLConnection.HTTP_BAD_REQUEST -> new Remedy((this.identity.clientId() == null)
					? "Turn on the machine's system-assigned identity (az vm identity assign), or set "
							+ "'spring.cloud.azure.credential.client-id' to the user-assigned one's client id."
					: "Assign that identity to the machine (az vm identity assign --identities <resource id>), or "
							+ "correct 'spring.cloud.azure.credential.client-id'.",
					true);
			case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN,
					HttpURLConnection.HTTP_BAD_METHOD ->
				new Remedy("Let the app reach 169.254.169.254 itself, without a proxy or a network policy between.",
						true);
			// 404 and 410 are an update of the service, 429 its limit
			default -> Remedy.WAIT;
		};
	}

}
