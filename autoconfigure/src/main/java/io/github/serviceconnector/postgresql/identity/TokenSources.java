package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

/**
 * Picks the code that asks for an identity's tokens.
 */
final class TokenSources {

	private TokenSources() {
	}

	static TokenSource create(Identity identity, @Nullable OutboundProxy proxy, String scope, Duration timeout,
			InstantSource clock) {
		if (identity instanceof Identity.ManagedIdentity managed && managed.endpoint() != null) {
			String header = managed.endpoint().header();
			return (header != null)
					? new AppServiceTokenSource(managed, managed.endpoint(), header, scope, timeout, clock)
					: new ImdsTokenSource(managed, managed.endpoint(), scope, timeout, clock);
		}
		// Only azure-identity knows how to go through a proxy
		if (proxy == null && identity instanceof Identity.ServicePrincipal principal && principal.direct()) {
			return EntraTokenSource.create(principal, scope, timeout, clock);
		}
		if (proxy == null && identity instanceof Identity.WorkloadIdentity workload && workload.direct()) {
			return EntraTokenSource.create(workload, scope, timeout, clock);
		}
		return AzureIdentityTokenSource.create(identity, proxy, scope, timeout, clock);
	}

}
