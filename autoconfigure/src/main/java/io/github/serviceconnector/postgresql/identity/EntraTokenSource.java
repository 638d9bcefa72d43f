package io.github.serviceconnector.postgresql.identity;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The token endpoint of Microsoft Entra, for an application that proves itself <a href=
 * "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">with
 * a secret or with a token of another issuer</a>.
 */
final class EntraTokenSource extends HttpTokenSource {

	private final URI uri;

	private final String clientId;

	private final String scope;

	private final Supplier<Map<String, String>> proof;

	private EntraTokenSource(Identity identity, Identity.Tenant tenant, String clientId, String scope,
			Supplier<Map<String, String>> proof, Duration timeout, InstantSource clock) {
		super("token endpoint", uri(tenant), identity, timeout, clock);
		this.uri = uri(tenant);
		this.clientId = clientId;
		this.scope = scope;
		this.proof = proof;
	}

	static EntraTokenSource create(Identity.ServicePrincipal principal, String scope, Duration timeout,
			InstantSource clock) {
		return new EntraTokenSource(principal, principal.tenant(), principal.clientId(), scope,
				() -> Map.of(TokenRequest.CLIENT_SECRET, principal.clientSecret()), timeout, clock);
	}

	static EntraTokenSource create(Identity.WorkloadIdentity workload, String scope, Duration timeout,
			InstantSource clock) {
		// Read anew each time: the platform replaces the file before the token in it ends
		return new EntraTokenSource(workload, workload.tenant(), workload.clientId(), scope,
				() -> Map.of("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
						TokenRequest.CLIENT_ASSERTION, federatedToken(workload)),
				timeout, clock);
	}

	private static URI uri(Identity.Tenant tenant) {
		return URI.create(tenant.authority() + "/" + tenant.id() + "/oauth2/v2.0/token");
	}

	private static String federatedToken(Identity.WorkloadIdentity workload) {
		Path file = workload.tokenFile();
		try {
			String token = Files.readString(file).strip();
			if (token.isEmpty()) {
				throw noFederatedToken("The token file " + file + " of the " + workload.description() + " is empty.",
						null);
			}
			return token;
		}
		catch (IOException ex) {
			throw noFederatedToken(
					"The token file of the " + workload.description() + " could not be read: " + ex + ".", ex);
		}
	}

	private static TokenException noFederatedToken(String problem, @Nullable IOException cause) {
		return new TokenException(problem,
				"Leave AZURE_FEDERATED_TOKEN_FILE as AKS sets it: the pod needs the label "
						+ "'azure.workload.identity/use: \"true\"' and a service account that it is set up for.",
				cause);
	}

	@Override
	TokenRequest request() {
		Map<String, String> form = new HashMap<>(this.proof.get());
		form.put("grant_type", "client_credentials");
		form.put("client_id", this.clientId);
		form.put("scope", this.scope);
		return new TokenRequest(this.uri, Map.of(), form);
	}

	@Override
	String unreachable() {
		return "Let the app reach " + this.uri.getHost() + " (DNS, firewall, proxy), and let its JVM trust that "
				+ "host's certificate.";
	}

	@Override
	String strange() {
		return "Check that the authority is Microsoft Entra's ('AZURE_AUTHORITY_HOST' or "
				+ "'spring.cloud.azure.profile.environment.active-directory-endpoint').";
	}

	@Override
	Remedy refused(TokenAnswer answer) {
		EntraError error = EntraError.of(answer);
		boolean permanent = TokenException.PERMANENT_STATUSES.contains(answer.status());
		if (error != null) {
			return new Remedy(error.action(), permanent && !error.mayPass());
		}
		return permanent ? new Remedy("Look the error up at https://login.microsoftonline.com/error, and correct the "
				+ "registration of the application or 'spring.cloud.azure.credential.*'.", true) : Remedy.WAIT;
	}

}
