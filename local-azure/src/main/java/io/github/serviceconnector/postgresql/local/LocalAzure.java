package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What an app on Azure has around it, on one machine: a PostgreSQL that lets in only
 * holders of a valid token, and the endpoint that issues tokens to the app's identities.
 */
public final class LocalAzure implements AutoCloseable {

	private final Deque<AutoCloseable> resources = new ArrayDeque<>();

	private final Principals principals = new Principals();

	private final TokenAuthority tokens;

	private final Certificates certificates;

	private final RealServer server;

	private final DatabaseServer database;

	private final TokenService tokenService;

	private final IdentityEndpoint identityEndpoint;

	private LocalAzure(Builder builder) {
		try {
			this.tokens = new TokenAuthority(builder.clock);
			this.certificates = opened(new Certificates(builder.certificateNames));
			this.server = opened(
					RealServer.start(DataDirectory.of(builder.dataDirectory), builder.database, this.certificates));
			this.database = new DatabaseServer(this.server, this.certificates, this.tokens, this.principals,
					builder.clock, builder.database);
			this.resources.push(this.database::close);
			this.tokenService = new TokenService(this.tokens, this.principals);
			this.identityEndpoint = new IdentityEndpoint(this.tokenService, builder.clock);
			this.resources.push(this.identityEndpoint::close);
		}
		catch (IOException | RuntimeException ex) {
			close();
			throw (ex instanceof LocalAzureException known) ? known
					: new LocalAzureException("Azure cannot be stood in for", ex);
		}
		// The real server has a hook of its own, for a JVM that ends before it has
		// started
		Thread hook = new Thread(this::close, "local-azure-close");
		Runtime.getRuntime().addShutdownHook(hook);
		this.resources.push(() -> removeShutdownHook(hook));
	}

	/**
	 * Starts with all defaults.
	 * @return what was started
	 */
	public static LocalAzure start() {
		return builder().start();
	}

	/**
	 * Returns a builder with all defaults.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	private static void removeShutdownHook(Thread hook) {
		try {
			Runtime.getRuntime().removeShutdownHook(hook);
		}
		catch (IllegalStateException ex) {
			// It is the hook that closes
		}
	}

	private <T extends AutoCloseable> T opened(T resource) {
		this.resources.push(resource);
		return resource;
	}

	/**
	 * Gives the app its system-assigned identity, and makes that a principal of the
	 * database.
	 * @param role role that the identity may log in as, created when there is none
	 * @return the identity
	 */
	public LocalIdentity systemAssignedIdentity(String role) {
		this.server.createRole(role);
		return this.principals.addSystemAssigned(role);
	}

	/**
	 * Gives the app a user-assigned identity, and makes that a principal of the database.
	 * @param clientId client id of the identity
	 * @param role role that the identity may log in as, created when there is none
	 * @return the identity
	 */
	public LocalIdentity userAssignedIdentity(String clientId, String role) {
		this.server.createRole(role);
		return this.principals.addUserAssigned(clientId, role);
	}

	/**
	 * Makes a role that logs in with a password, as a server with both kinds of
	 * authentication has beside those of Microsoft Entra.
	 * @param role role to create when there is none
	 * @param password its password
	 */
	public void passwordRole(String role, String password) {
		this.server.createRole(role);
		this.principals.addPassword(role, password);
	}

	public DatabaseServer database() {
		return this.database;
	}

	public IdentityEndpoint identityEndpoint() {
		return this.identityEndpoint;
	}

	/**
	 * Returns what Service Connector leaves with {@code --client-type springboot} for the
	 * system-assigned identity, with the role that it was given last.
	 * @return the settings by name
	 */
	public Map<String, String> springBootSettings() {
		return springBootSettings(this.principals.lastSystemAssigned()
			.orElseThrow(() -> new IllegalStateException(
					"There is no system-assigned identity: call systemAssignedIdentity(role) first")));
	}

	/**
	 * Returns what Service Connector leaves with {@code --client-type springboot} for an
	 * identity; but the URL names the certificate to verify the server with, which no JVM
	 * trusts by itself.
	 * @param identity the identity
	 * @return the settings by name
	 */
	public Map<String, String> springBootSettings(LocalIdentity identity) {
		Map<String, String> settings = new LinkedHashMap<>();
		settings.put("spring.datasource.url", this.database.jdbcUrl());
		settings.put("spring.datasource.username", identity.role());
		settings.put("spring.datasource.azure.passwordless-enabled", "true");
		if (identity.clientId() != null) {
			settings.put("spring.cloud.azure.credential.client-id", identity.clientId());
			settings.put("spring.cloud.azure.credential.managed-identity-enabled", "true");
		}
		return settings;
	}

	/**
	 * Returns the variables that App Service gives an app with an identity.
	 * @return the variables by name
	 */
	public Map<String, String> identityEnvironment() {
		Map<String, String> environment = new LinkedHashMap<>();
		environment.put("IDENTITY_ENDPOINT", this.identityEndpoint.uri().toString());
		environment.put("IDENTITY_HEADER", this.tokenService.secret());
		return environment;
	}

	/**
	 * Issues a token past the endpoint.
	 * @param identity whose token it is, known to the database or not
	 * @param audience resource that it is for
	 * @param lifetime how long it lives; negative for one that has expired
	 * @return the token
	 */
	public String issueToken(LocalIdentity identity, String audience, Duration lifetime) {
		return this.tokens.issue(identity, audience, lifetime).value();
	}

	/**
	 * Makes every token worthless that was issued so far; those issued later are good.
	 */
	public void revokeTokens() {
		this.tokens.revokeAll();
	}

	/**
	 * Returns a trust store with the authority of the database server's certificate.
	 * @return the trust store
	 */
	public TrustStore trustStore() {
		return new TrustStore(this.certificates.trustStore(), Certificates.PASSWORD);
	}

	/**
	 * Returns the certificate of the database server's authority, as a PEM file.
	 * @return the file
	 */
	public Path caCertificate() {
		return this.certificates.caCertificate();
	}

	/**
	 * Ends every script, and forgets the recordings. Identities and rows stay.
	 */
	public void reset() {
		this.identityEndpoint.reset();
		this.identityEndpoint.clearRecordings();
		this.database.reset();
		this.database.clearRecordings();
	}

	@Override
	public synchronized void close() {
		LocalAzureException failure = null;
		while (!this.resources.isEmpty()) {
			try {
				this.resources.pop().close();
			}
			catch (Exception ex) {
				failure = (failure != null) ? failure : new LocalAzureException("Not everything was closed", ex);
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

	/**
	 * Says how the stand-in differs from its defaults.
	 */
	public static final class Builder {

		private String database = "app";

		private @Nullable Path dataDirectory;

		private InstantSource clock = InstantSource.system();

		private final List<String> certificateNames = new ArrayList<>();

		private Builder() {
		}

		/**
		 * Sets the name of the application's database.
		 * @param name the name, {@code app} when not set
		 * @return this builder
		 */
		public Builder database(String name) {
			this.database = name;
			return this;
		}

		/**
		 * Keeps the database in the given directory, so that its rows survive a restart.
		 * @param directory an empty or missing directory, or one that was used before
		 * @return this builder
		 */
		public Builder dataDirectory(Path directory) {
			this.dataDirectory = directory;
			return this;
		}

		/**
		 * Sets the clock that tokens are issued and checked by.
		 * @param clock the clock, the system's when not set
		 * @return this builder
		 */
		public Builder clock(InstantSource clock) {
			this.clock = clock;
			return this;
		}

		/**
		 * Adds names that the database server's certificate is good for.
		 * @param dnsNames names beside {@code localhost}, {@code 127.0.0.1}, {@code ::1}
		 * and {@code *.postgres.database.azure.com}
		 * @return this builder
		 */
		public Builder certificateNames(String... dnsNames) {
			this.certificateNames.addAll(List.of(dnsNames));
			return this;
		}

		/**
		 * Starts everything.
		 * @return what was started
		 */
		public LocalAzure start() {
			return new LocalAzure(this);
		}

	}

}
