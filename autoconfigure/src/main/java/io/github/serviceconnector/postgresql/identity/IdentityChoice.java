package io.github.serviceconnector.postgresql.identity;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.KeyVaultReference;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.binding.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the identity as Spring Cloud Azure and azure-identity would from the same
 * settings: {@code spring.datasource.azure.*} before {@code spring.cloud.azure.*}, then
 * the <a href=
 * "https://learn.microsoft.com/azure/developer/java/sdk/authentication/credential-chains">default
 * chain</a>, of which workload identity and App Service's managed identity are known
 * without asking.
 */
public final class IdentityChoice {

	private final Settings settings;

	private final boolean azureIdentityOnly;

	private IdentityChoice(Settings settings, boolean azureIdentityOnly) {
		this.settings = settings;
		this.azureIdentityOnly = azureIdentityOnly;
	}

	/**
	 * Chooses the identity.
	 * @param settings the settings
	 * @param azureIdentityOnly whether azure-identity must find the way to the provider
	 * @return the identity
	 * @throws InvalidSettingException if the settings contradict each other
	 */
	public static Identity choose(Settings settings, boolean azureIdentityOnly) {
		return new IdentityChoice(settings, azureIdentityOnly).choose();
	}

	private Identity choose() {
		Setting clientId = credential("client-id");
		Setting clientSecret = credential("client-secret");
		if (clientSecret != null) {
			return servicePrincipal(clientId, clientSecret);
		}
		String client = (clientId != null) ? clientId.value() : null;
		boolean managedIdentity = isSet(credential("managed-identity-enabled"))
				|| isSet(this.settings.find("spring.cloud.azure.credential.client-managed-identity-enabled"));
		if (managedIdentity || chainReaches("workloadidentitycredential")) {
			// On AKS a binding asks for a managed identity where only workload identity
			// works
			Identity workload = workloadIdentity(client);
			if (workload != null) {
				return workload;
			}
		}
		if (managedIdentity) {
			return new Identity.ManagedIdentity(client, endpoint());
		}
		Identity.Endpoint endpoint = chainReaches("managedidentitycredential") ? endpoint() : null;
		if (endpoint != null) {
			return new Identity.ManagedIdentity((client != null) ? client : this.settings.value("AZURE_CLIENT_ID"),
					endpoint);
		}
		Setting tenantId = tenantId();
		return new Identity.DefaultChain(client, (tenantId != null) ? tenantId.value() : null);
	}

	private @Nullable Identity workloadIdentity(@Nullable String boundClient) {
		String tokenFile = this.settings.value("AZURE_FEDERATED_TOKEN_FILE");
		String client = (boundClient != null) ? boundClient : this.settings.value("AZURE_CLIENT_ID");
		Setting boundTenant = tenantId();
		String tenant = (boundTenant != null) ? boundTenant.value() : this.settings.value("AZURE_TENANT_ID");
		return (tokenFile != null && client != null && tenant != null)
				? new Identity.WorkloadIdentity(client, tenant, Path.of(tokenFile)) : null;
	}

	private Identity servicePrincipal(@Nullable Setting clientId, Setting clientSecret) {
		Setting tenantId = tenantId();
		if (clientId == null) {
			throw incomplete(clientSecret, "client id", "spring.cloud.azure.credential.client-id");
		}
		if (tenantId == null) {
			throw incomplete(clientSecret, "tenant id", "spring.cloud.azure.profile.tenant-id");
		}
		return new Identity.ServicePrincipal(clientId.value(), tenantId.value(), clientSecret.value());
	}

	private static InvalidSettingException incomplete(Setting clientSecret, String part, String property) {
		return new InvalidSettingException(clientSecret, "belongs to a service principal whose " + part + " is not set",
				"Set '" + property + "' too.");
	}

	private @Nullable Setting credential(String key) {
		Setting own = this.settings.find("spring.datasource.azure.credential." + key);
		Setting setting = (own != null) ? own : this.settings.find("spring.cloud.azure.credential." + key);
		if (setting != null) {
			KeyVaultReference.refuse(setting);
		}
		return setting;
	}

	private @Nullable Setting tenantId() {
		Setting own = this.settings.find("spring.datasource.azure.profile.tenant-id");
		if (own != null) {
			return own;
		}
		Setting profile = this.settings.find("spring.cloud.azure.profile.tenant-id");
		Setting bound = this.settings.find("spring.cloud.azure.credential.tenant-id");
		if (profile != null && bound != null && !profile.value().equals(bound.value())) {
			throw new InvalidSettingException(profile, "names another tenant than " + bound,
					"Remove one of them: both mean the directory of the service principal.");
		}
		return (profile != null) ? profile : bound;
	}

	private static boolean isSet(@Nullable Setting setting) {
		return setting != null && setting.isTrue();
	}

	private boolean chainReaches(String credential) {
		String chain = this.settings.value("AZURE_TOKEN_CREDENTIALS");
		String chosen = (chain != null) ? chain.trim().toLowerCase(Locale.ROOT) : "prod";
		return chosen.equals(credential) || (chosen.equals("prod") && !hasServicePrincipalVariables());
	}

	private boolean hasServicePrincipalVariables() {
		return this.settings.find("AZURE_CLIENT_ID") != null && this.settings.find("AZURE_TENANT_ID") != null
				&& this.settings.find("AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_PASSWORD") != null;
	}

	private Identity.@Nullable Endpoint endpoint() {
		Setting endpoint = this.settings.find("IDENTITY_ENDPOINT");
		Setting header = this.settings.find("IDENTITY_HEADER");
		// A thumbprint is Service Fabric's, whose endpoint has a certificate of its own
		if (this.azureIdentityOnly || endpoint == null || header == null
				|| this.settings.find("IDENTITY_SERVER_THUMBPRINT") != null) {
			return null;
		}
		try {
			URI uri = URI.create(endpoint.value());
			if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
				return new Identity.Endpoint(uri, header.value());
			}
		}
		catch (IllegalArgumentException ex) {
			// Told below, with the setting's name
		}
		throw new InvalidSettingException(endpoint, "is not the URL of an identity endpoint",
				"Leave it as the platform sets it: an http URL with a host.");
	}

}
