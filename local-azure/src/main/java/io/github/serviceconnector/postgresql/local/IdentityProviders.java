package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Everything that issues tokens, and what an app is given to find it.
 */
final class IdentityProviders implements AutoCloseable {

	// Long before any of them ends, and soon after a machine wakes up
	private static final long REFRESH_MILLIS = 60_000;

	private final Deque<TokenEndpoint> endpoints = new ArrayDeque<>();

	private final ClientSecrets secrets = new ClientSecrets();

	private final ClientCertificates certificates = new ClientCertificates();

	private final Timer refreshing = new Timer("local-azure-refresh", true);

	private final List<AzureCli> azureClis = new CopyOnWriteArrayList<>();

	private final TokenAuthority tokens;

	private final WorkingFiles files;

	private final Principals principals;

	private boolean closed;

	private final AppServiceIssuer appService;

	private final FederatedTokens federatedTokens;

	private final IdentityEndpoint identityEndpoint;

	private final ImdsEndpoint imds;

	private final EntraEndpoint entra;

	IdentityProviders(TokenAuthority tokens, Principals principals, Certificates certificates, WorkingFiles files,
			InstantSource clock) throws IOException {
		this.tokens = tokens;
		this.files = files;
		this.principals = principals;
		this.appService = new AppServiceIssuer(tokens, principals);
		this.federatedTokens = new FederatedTokens(files, clock);
		try {
			this.identityEndpoint = opened(new IdentityEndpoint(this.appService, clock));
			this.imds = opened(new ImdsEndpoint(new ImdsIssuer(tokens, principals), clock));
			this.entra = opened(new EntraEndpoint(
					new EntraIssuer(tokens, principals, this.secrets, this.certificates, this.federatedTokens, clock),
					this.secrets, certificates, clock));
		}
		catch (IOException | RuntimeException ex) {
			close();
			throw ex;
		}
		this.refreshing.schedule(new Refresh(), REFRESH_MILLIS, REFRESH_MILLIS);
	}

	private <T extends TokenEndpoint> T opened(T endpoint) {
		this.endpoints.push(endpoint);
		return endpoint;
	}

	Principals principals() {
		return this.principals;
	}

	IdentityEndpoint identityEndpoint() {
		return this.identityEndpoint;
	}

	ImdsEndpoint imds() {
		return this.imds;
	}

	EntraEndpoint entra() {
		return this.entra;
	}

	LocalIdentity addServicePrincipal(String clientId, String clientSecret, String role) {
		this.secrets.put(clientId, clientSecret);
		return this.principals.addServicePrincipal(clientId, role);
	}

	LocalIdentity addServicePrincipal(String clientId, X509Certificate certificate, String role) {
		this.certificates.put(clientId, certificate);
		return this.principals.addServicePrincipal(clientId, role);
	}

	LocalIdentity addWorkloadIdentity(String clientId, String role) {
		this.federatedTokens.add(clientId);
		return this.principals.addServicePrincipal(clientId, role);
	}

	AzureCli addAzureCli(String userPrincipalName, String role) {
		AzureCli azureCli = new AzureCli(this.principals.addUser(userPrincipalName, role), this.tokens, this.files,
				this.files.newDirectory("azure-cli-"));
		this.azureClis.add(azureCli);
		return azureCli;
	}

	// Renews what lies in files, where nobody asks for it.
	synchronized void refresh() {
		if (this.closed) {
			return;
		}
		this.federatedTokens.refresh();
		this.azureClis.forEach(AzureCli::refresh);
	}

	void reset() {
		this.endpoints.forEach((endpoint) -> {
			endpoint.reset();
			endpoint.clearRecordings();
		});
		this.azureClis.forEach(AzureCli::reset);
	}

	Map<String, String> identityEnvironment() {
		Map<String, String> environment = new LinkedHashMap<>();
		environment.put("IDENTITY_ENDPOINT", this.identityEndpoint.uri().toString());
		environment.put("IDENTITY_HEADER", this.appService.secret());
		return environment;
	}

	Map<String, String> imdsEnvironment() {
		return Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", this.imds.authority().toString());
	}

	Map<String, String> entraEnvironment() {
		return Map.of("AZURE_AUTHORITY_HOST", this.entra.uri().toString());
	}

	Map<String, String> workloadIdentityEnvironment(LocalIdentity identity) {
		String clientId = String.valueOf(identity.clientId());
		Map<String, String> environment = new LinkedHashMap<>();
		environment.put("AZURE_CLIENT_ID", clientId);
		environment.put("AZURE_TENANT_ID", this.entra.tenantId());
		environment.put("AZURE_FEDERATED_TOKEN_FILE", this.federatedTokens.file(clientId).toString());
		environment.putAll(entraEnvironment());
		return environment;
	}

	// Returns what Service Connector leaves with --client-type springboot.
	Map<String, String> springBootSettings(LocalIdentity identity, String url) {
		String clientId = identity.clientId();
		Map<String, String> settings = new LinkedHashMap<>();
		settings.put("spring.datasource.url", url);
		settings.put("spring.datasource.username", identity.role());
		settings.put("spring.datasource.azure.passwordless-enabled", "true");
		if (clientId == null) {
			return settings;
		}
		if (identity.kind() == LocalIdentity.Kind.MANAGED_IDENTITY) {
			settings.put("spring.cloud.azure.credential.client-id", clientId);
			settings.put("spring.cloud.azure.credential.managed-identity-enabled", "true");
		}
		this.secrets.find(clientId).ifPresent((secret) -> {
			settings.put("spring.cloud.azure.credential.client-id", clientId);
			settings.put("spring.cloud.azure.credential.client-secret", secret);
			settings.put("spring.cloud.azure.profile.tenant-id", this.entra.tenantId());
		});
		return settings;
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		this.refreshing.cancel();
		List.copyOf(this.endpoints).forEach(TokenEndpoint::close);
	}

	/**
	 * One round of renewal.
	 */
	private final class Refresh extends TimerTask {

		@Override
		public void run() {
			refresh();
		}

	}

}
