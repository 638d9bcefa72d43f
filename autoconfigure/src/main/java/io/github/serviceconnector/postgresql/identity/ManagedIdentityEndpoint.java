package io.github.serviceconnector.postgresql.identity;

import java.net.URI;

import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.binding.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint that azure-identity would ask for a managed identity's token, by the
 * variables of the platform.
 */
final class ManagedIdentityEndpoint {

	private static final URI IMDS = URI.create("http://169.254.169.254");

	private static final String IMDS_PATH = "/metadata/identity/oauth2/token";

	private final Settings settings;

	ManagedIdentityEndpoint(Settings settings) {
		this.settings = settings;
	}

	/**
	 * Returns the endpoint of App Service, Functions or Container Apps.
	 * @return the endpoint, {@code null} elsewhere
	 * @throws InvalidSettingException if its variables cannot be used
	 */
	Identity.@Nullable Endpoint appService() {
		Setting endpoint = this.settings.find("IDENTITY_ENDPOINT");
		Setting header = this.settings.find("IDENTITY_HEADER");
		// A thumbprint is Service Fabric's, whose endpoint has a certificate of its own
		if (endpoint == null || header == null || isSet("IDENTITY_SERVER_THUMBPRINT")) {
			return null;
		}
		if (header.value().chars().anyMatch(Character::isISOControl)) {
			throw new InvalidSettingException(header, "is no header of an identity endpoint",
					"Leave it as the platform sets it: one line.");
		}
		return new Identity.Endpoint(url(endpoint, "is not the URL of an identity endpoint",
				"Leave it as the platform sets it: an http URL with a host."), header.value());
	}

	/**
	 * Returns the Instance Metadata Service, which is asked where the variables of no
	 * other platform are set.
	 * @return the endpoint, {@code null} where azure-identity knows another way
	 * @throws InvalidSettingException if its variable cannot be used
	 */
	Identity.@Nullable Endpoint imds() {
		boolean appServiceOrServiceFabric = isSet("IDENTITY_ENDPOINT") && isSet("IDENTITY_HEADER");
		boolean azureArc = isSet("IDENTITY_ENDPOINT") && isSet("IMDS_ENDPOINT");
		boolean cloudShell = isSet("MSI_ENDPOINT");
		boolean aks = isSet("AZURE_TENANT_ID") && isSet("AZURE_FEDERATED_TOKEN_FILE");
		if (appServiceOrServiceFabric || azureArc || cloudShell || aks) {
			return null;
		}
		Setting authority = this.settings.find("AZURE_POD_IDENTITY_AUTHORITY_HOST");
		URI host = (authority != null) ? url(authority, "is not the URL of an Instance Metadata Service",
				"Set it to an http URL with a host, or remove it.") : IMDS;
		return new Identity.Endpoint(URI.create(host.toString().replaceAll("/+$", "") + IMDS_PATH), null);
	}

	private boolean isSet(String variable) {
		return this.settings.find(variable) != null;
	}

	private static URI url(Setting setting, String problem, String action) {
		try {
			URI uri = URI.create(setting.value());
			if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
				return uri;
			}
		}
		catch (IllegalArgumentException ex) {
			// Told below, with the setting's name
		}
		throw new InvalidSettingException(setting, problem, action);
	}

}
