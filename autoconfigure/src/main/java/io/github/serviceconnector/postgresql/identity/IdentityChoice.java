package io.github.serviceconnector.postgresql.identity;

import java.nio.file.Path;

import io.github.serviceconnector.postgresql.binding.AzureCloud;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.KeyVaultReference;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.binding.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the identity as Spring Cloud Azure and azure-identity would from the same
 * settings: {@code spring.datasource.azure.*} before {@code spring.cloud.azure.*}, then
 * azure-identity's default chain, as far as it is known without asking. A virtual
 * machine's endpoint is not: only whoever asks for a managed identity gets to it without
 * azure-identity.
 */
public final class IdentityChoice {

	private final Settings settings;

	private final boolean azureIdentityOnly;

	private final TenantChoice tenants;

	private final CredentialChain chain;

	private final ManagedIdentityEndpoint endpoints;

	private IdentityChoice(Settings settings, boolean azureIdentityOnly, @Nullable AzureCloud cloud) {
		this.settings = settings;
		this.azureIdentityOnly = azureIdentityOnly;
		this.tenants = new TenantChoice(settings, cloud);
		this.chain = new CredentialChain(settings);
		this.endpoints = new ManagedIdentityEndpoint(settings);
	}

	/**
	 * Chooses the identity.
	 * @param settings the settings
	 * @param azureIdentityOnly whether azure-identity must find the way to the provider
	 * @param cloud the database's cloud, {@code null} if nothing tells it
	 * @return the identity
	 * @throws InvalidSettingException if the settings contradict each other
	 */
	public static Identity choose(Settings settings, boolean azureIdentityOnly, @Nullable AzureCloud cloud) {
		return new IdentityChoice(settings, azureIdentityOnly, cloud).choose();
	}

	private Identity choose() {
		Setting clientId = credential("client-id");
		Setting clientSecret = credential("client-secret");
		if (clientSecret != null) {
			return servicePrincipal(clientId, clientSecret);
		}
		Setting certificate = credential("client-certificate-path");
		if (certificate != null) {
			return certifiedPrincipal(clientId, certificate);
		}
		boolean managedIdentity = isSet(credential("managed-identity-enabled"))
				|| isSet(this.settings.find("spring.cloud.azure.credential.client-managed-identity-enabled"));
		Identity identity = managedIdentity ? managedIdentity(clientId) : ofChain(clientId);
		return (identity != null) ? identity : defaultChain(clientId);
	}

	private Identity managedIdentity(@Nullable Setting clientId) {
		// On AKS a binding asks for a managed identity where only workload identity works
		Identity workload = workloadIdentity(clientId);
		return (workload != null) ? workload : new Identity.ManagedIdentity(value(clientId), endpoint(true));
	}

	private @Nullable Identity ofChain(@Nullable Setting clientId) {
		Identity principal = this.chain.beginsWithEnvironment() ? servicePrincipalOfVariables() : null;
		if (principal != null) {
			return principal;
		}
		Identity workload = this.chain.reachesWorkloadIdentity() ? workloadIdentity(clientId) : null;
		if (workload != null) {
			return workload;
		}
		Identity.Endpoint endpoint = this.chain.reachesManagedIdentity() ? endpoint(this.chain.isManagedIdentityAlone())
				: null;
		return (endpoint != null) ? new Identity.ManagedIdentity(value(orVariable(clientId)), endpoint) : null;
	}

	private Identity.DefaultChain defaultChain(@Nullable Setting clientId) {
		return new Identity.DefaultChain(value(clientId), value(this.tenants.id()), this.tenants.authority());
	}

	private @Nullable Identity workloadIdentity(@Nullable Setting boundClient) {
		String tokenFile = this.settings.value("AZURE_FEDERATED_TOKEN_FILE");
		Setting client = orVariable(boundClient);
		Setting boundTenant = this.tenants.id();
		Setting tenant = (boundTenant != null) ? boundTenant : this.settings.find("AZURE_TENANT_ID");
		return (tokenFile != null && client != null && tenant != null) ? new Identity.WorkloadIdentity(client.value(),
				this.tenants.tenant(tenant), Path.of(tokenFile), !this.azureIdentityOnly) : null;
	}

	private Identity servicePrincipal(@Nullable Setting clientId, Setting clientSecret) {
		return servicePrincipal(known(clientId, clientSecret), tenantOf(clientSecret), clientSecret);
	}

	private Identity certifiedPrincipal(@Nullable Setting clientId, Setting certificate) {
		return new Identity.CertifiedPrincipal(known(clientId, certificate).value(),
				this.tenants.tenant(tenantOf(certificate)), Path.of(certificate.value()),
				value(credential("client-certificate-password")));
	}

	private static Setting known(@Nullable Setting clientId, Setting proof) {
		if (clientId == null) {
			throw incomplete(proof, "client id", "spring.cloud.azure.credential.client-id");
		}
		return clientId;
	}

	private Setting tenantOf(Setting proof) {
		Setting tenantId = this.tenants.id();
		if (tenantId == null) {
			throw incomplete(proof, "tenant id", "spring.cloud.azure.profile.tenant-id");
		}
		return tenantId;
	}

	private @Nullable Identity servicePrincipalOfVariables() {
		Setting client = this.settings.find("AZURE_CLIENT_ID");
		Setting tenant = this.settings.find("AZURE_TENANT_ID");
		Setting secret = this.settings.find("AZURE_CLIENT_SECRET");
		if (client == null || tenant == null || secret == null) {
			return null;
		}
		KeyVaultReference.refuse(secret);
		return servicePrincipal(client, tenant, secret);
	}

	private Identity servicePrincipal(Setting clientId, Setting tenantId, Setting clientSecret) {
		return new Identity.ServicePrincipal(clientId.value(), this.tenants.tenant(tenantId), clientSecret.value(),
				!this.azureIdentityOnly);
	}

	private static InvalidSettingException incomplete(Setting proof, String part, String property) {
		return new InvalidSettingException(proof, "belongs to a service principal whose " + part + " is not set",
				"Set '" + property + "' too.");
	}

	private Identity.@Nullable Endpoint endpoint(boolean imdsToo) {
		if (this.azureIdentityOnly) {
			return null;
		}
		Identity.Endpoint appService = this.endpoints.appService();
		return (appService == null && imdsToo) ? this.endpoints.imds() : appService;
	}

	private @Nullable Setting credential(String key) {
		Setting own = this.settings.find("spring.datasource.azure.credential." + key);
		Setting setting = (own != null) ? own : this.settings.find("spring.cloud.azure.credential." + key);
		if (setting != null) {
			KeyVaultReference.refuse(setting);
		}
		return setting;
	}

	private @Nullable Setting orVariable(@Nullable Setting clientId) {
		return (clientId != null) ? clientId : this.settings.find("AZURE_CLIENT_ID");
	}

	private static @Nullable String value(@Nullable Setting setting) {
		return (setting != null) ? setting.value() : null;
	}

	private static boolean isSet(@Nullable Setting setting) {
		return setting != null && setting.isTrue();
	}

}
