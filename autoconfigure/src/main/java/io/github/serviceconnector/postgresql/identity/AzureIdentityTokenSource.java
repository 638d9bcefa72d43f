package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;

/**
 * The azure-identity library. The only class here that names it, so that it is loaded
 * only for whoever needs it.
 */
final class AzureIdentityTokenSource implements TokenSource {

	private final Identity identity;

	private final TokenCredential credential;

	private final String scope;

	private final Duration timeout;

	AzureIdentityTokenSource(Identity identity, TokenCredential credential, String scope, Duration timeout) {
		this.identity = identity;
		this.credential = credential;
		this.scope = scope;
		this.timeout = timeout;
	}

	static TokenSource create(Identity identity, String scope, Duration timeout) {
		return new AzureIdentityTokenSource(identity, credential(identity), scope, timeout);
	}

	private static TokenCredential credential(Identity identity) {
		if (identity instanceof Identity.ManagedIdentity managed) {
			ManagedIdentityCredentialBuilder builder = new ManagedIdentityCredentialBuilder();
			return ((managed.clientId() != null) ? builder.clientId(managed.clientId()) : builder).build();
		}
		if (identity instanceof Identity.ServicePrincipal principal) {
			return new ClientSecretCredentialBuilder().clientId(principal.clientId())
				.tenantId(principal.tenantId())
				.clientSecret(principal.clientSecret())
				.build();
		}
		if (identity instanceof Identity.WorkloadIdentity workload) {
			return new WorkloadIdentityCredentialBuilder().clientId(workload.clientId())
				.tenantId(workload.tenantId())
				.tokenFilePath(workload.tokenFile().toString())
				.build();
		}
		if (identity instanceof Identity.DefaultChain chain) {
			DefaultAzureCredentialBuilder builder = new DefaultAzureCredentialBuilder();
			if (chain.clientId() != null) {
				builder.managedIdentityClientId(chain.clientId()).workloadIdentityClientId(chain.clientId());
			}
			return ((chain.tenantId() != null) ? builder.tenantId(chain.tenantId()) : builder).build();
		}
		throw new IllegalArgumentException("No credential is made for the " + identity.description());
	}

	@Override
	public AccessToken fetch() {
		try {
			com.azure.core.credential.AccessToken token = this.credential
				.getToken(new TokenRequestContext().addScopes(this.scope))
				.block(this.timeout);
			if (token == null) {
				throw new IllegalStateException("it gave none");
			}
			return new AccessToken(token.getToken(), token.getExpiresAt().toInstant());
		}
		catch (RuntimeException ex) {
			throw new TokenException(
					"azure-identity could not get a token of the " + this.identity.description() + ": "
							+ ex.getMessage(),
					"Sign in (az login) on a developer's machine; on Azure, check the identity of the app and "
							+ "'spring.cloud.azure.credential.*'.",
					ex);
		}
	}

}
