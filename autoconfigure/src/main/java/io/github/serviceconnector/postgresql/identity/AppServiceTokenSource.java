package io.github.serviceconnector.postgresql.identity;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * The managed identity endpoint of App Service, Functions and Container Apps, as <a href=
 * "https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference">documented</a>.
 */
final class AppServiceTokenSource extends HttpTokenSource {

	private final Identity.ManagedIdentity identity;

	private final TokenRequest request;

	AppServiceTokenSource(Identity.ManagedIdentity identity, Identity.Endpoint endpoint, String header, String scope,
			Duration timeout, InstantSource clock) {
		super("identity endpoint", endpoint.uri(), identity, timeout, clock);
		this.identity = identity;
		this.request = TokenRequest.ofManagedIdentity(endpoint.uri(), "2019-08-01", scope, identity.clientId(),
				Map.of(TokenRequest.IDENTITY_HEADER, header));
	}

	@Override
	TokenRequest request() {
		return this.request;
	}

	@Override
	String unreachable() {
		return "Check that the platform's identity endpoint answers; restart the app if it stays away.";
	}

	@Override
	String strange() {
		return "Check that IDENTITY_ENDPOINT is the one that the platform set.";
	}

	@Override
	Remedy refused(TokenAnswer answer) {
		return switch (answer.status()) {
			case HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_NOT_FOUND ->
				new Remedy((this.identity.clientId() == null)
						? "Turn on the app's system-assigned identity (az webapp identity assign), or set "
								+ "'spring.cloud.azure.credential.client-id' to the user-assigned one's client id."
						: "Assign that identity to the app (az webapp identity assign --identities <resource id>), or "
								+ "correct 'spring.cloud.azure.credential.client-id'.",
						true);
			case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
				new Remedy("Leave IDENTITY_HEADER as the platform sets it.", true);
			default -> Remedy.WAIT;
		};
	}

}
