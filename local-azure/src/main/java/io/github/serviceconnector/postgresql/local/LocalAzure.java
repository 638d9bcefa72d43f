package io.github.serviceconnector.postgresql.local;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What an app on Azure has around it, on one machine: a PostgreSQL that lets in only
 * holders of a valid token, and the endpoints that issue tokens to the app's identities.
 */
public final class LocalAzure implements AutoCloseable {

	private final Machine machine;

	LocalAzure(Machine machine) {
		this.machine = machine;
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
	public static LocalAzureBuilder builder() {
		return new LocalAzureBuilder();
	}

	/**
	 * Gives the app its system-assigned identity, and makes that a principal of the
	 * database.
	 * @param role role that the identity may log in as, created when there is none
	 * @return the identity
	 */
	public LocalIdentity systemAssignedIdentity(String role) {
		this.machine.server().createRole(role);
		return this.machine.providers().principals().addSystemAssigned(role);
	}

	/**
	 * Gives the app a user-assigned identity, and makes that a principal of the database.
	 * @param clientId client id of the identity
	 * @param role role that the identity may log in as, created when there is none
	 * @return the identity
	 */
	public LocalIdentity userAssignedIdentity(String clientId, String role) {
		this.machine.server().createRole(role);
		return this.machine.providers().principals().addUserAssigned(clientId, role);
	}

	/**
	 * Registers an application with a client secret, and makes its service principal one
	 * of the database.
	 * @param clientId client id of the application
	 * @param clientSecret its secret, in place of an earlier one
	 * @param role role that it may log in as, created when there is none
	 * @return the identity
	 */
	public LocalIdentity servicePrincipal(String clientId, String clientSecret, String role) {
		this.machine.server().createRole(role);
		return this.machine.providers().addServicePrincipal(clientId, clientSecret, role);
	}

	/**
	 * Registers an application that has a certificate, and makes it a principal of the
	 * database.
	 * @param clientId client id of the application
	 * @param certificate its certificate, with an RSA key, in place of an earlier one
	 * @param role role that it may log in as, created when there is none
	 * @return the identity
	 */
	public LocalIdentity servicePrincipal(String clientId, X509Certificate certificate, String role) {
		this.machine.server().createRole(role);
		return this.machine.providers().addServicePrincipal(clientId, certificate, role);
	}

	/**
	 * Gives an application that a cluster runs a federated identity, and makes that a
	 * principal of the database.
	 * @param clientId client id of the identity
	 * @param role role that it may log in as, created when there is none
	 * @return the identity
	 */
	public LocalIdentity workloadIdentity(String clientId, String role) {
		this.machine.server().createRole(role);
		return this.machine.providers().addWorkloadIdentity(clientId, role);
	}

	/**
	 * Makes a role that logs in with a password by SCRAM, as a server with both kinds of
	 * authentication has beside those of Microsoft Entra. The real server decides.
	 * @param role role to create when there is none
	 * @param password its password
	 */
	public void passwordRole(String role, String password) {
		this.machine.server().createRole(role);
		this.machine.server().setPassword(role, password);
		this.machine.providers().principals().addPasswordRole(role);
	}

	/**
	 * Signs a user in to an {@code az}, and makes the user a principal of the database.
	 * @param userPrincipalName name that the user signs in with
	 * @param role role that the user may log in as, created when there is none
	 * @return the {@code az}
	 */
	public AzureCli azureCli(String userPrincipalName, String role) {
		this.machine.server().createRole(role);
		return this.machine.providers().addAzureCli(userPrincipalName, role);
	}

	/**
	 * Returns the database server.
	 * @return the server
	 */
	public DatabaseServer database() {
		return this.machine.database();
	}

	/**
	 * Returns the endpoint that App Service gives an app with an identity.
	 * @return the endpoint
	 */
	public IdentityEndpoint identityEndpoint() {
		return this.machine.providers().identityEndpoint();
	}

	/**
	 * Returns the Instance Metadata Service of a virtual machine.
	 * @return the endpoint
	 */
	public ImdsEndpoint imds() {
		return this.machine.providers().imds();
	}

	/**
	 * Returns Microsoft Entra's endpoints for one tenant.
	 * @return the endpoint
	 */
	public EntraEndpoint entra() {
		return this.machine.providers().entra();
	}

	/**
	 * Returns what Service Connector leaves with {@code --client-type springboot} for the
	 * system-assigned identity, with the role that it was given last.
	 * @return the settings by name
	 */
	public Map<String, String> springBootSettings() {
		return springBootSettings(this.machine.providers().principals().lastSystemAssigned());
	}

	/**
	 * Returns what Service Connector leaves with {@code --client-type springboot} for an
	 * identity; but the URL names the certificate to verify the server with, which no JVM
	 * trusts by itself.
	 * @param identity the identity
	 * @return the settings by name
	 */
	public Map<String, String> springBootSettings(LocalIdentity identity) {
		return this.machine.providers().springBootSettings(identity, database().jdbcUrl());
	}

	/**
	 * Returns the variables that App Service gives an app with an identity.
	 * @return the variables by name
	 */
	public Map<String, String> identityEnvironment() {
		return this.machine.providers().identityEnvironment();
	}

	/**
	 * Returns the variable that points an app to this Instance Metadata Service, away
	 * from the address that virtual machines have it at.
	 * @return the variable by its name
	 */
	public Map<String, String> imdsEnvironment() {
		return this.machine.providers().imdsEnvironment();
	}

	/**
	 * Returns the variable that points an app to this Entra; the app needs
	 * {@link #hostsFile} too, unless it turns instance discovery off.
	 * @return the variable by its name
	 */
	public Map<String, String> entraEnvironment() {
		return this.machine.providers().entraEnvironment();
	}

	/**
	 * Returns the variables that AKS gives a pod with a workload identity.
	 * @param identity what {@link #workloadIdentity} returned
	 * @return the variables by name
	 */
	public Map<String, String> workloadIdentityEnvironment(LocalIdentity identity) {
		return this.machine.providers().workloadIdentityEnvironment(identity);
	}

	/**
	 * Returns what {@code jdk.net.hosts.file} is set to where azure-identity logs in: it
	 * asks the host of the public cloud, at the port of this Entra, whether an authority
	 * can be trusted. A JVM with such a file knows no other names than those in it.
	 * @param names names of this machine beside {@code localhost} and Entra's
	 * @return the file
	 */
	public Path hostsFile(String... names) {
		return this.machine.files().hostsFile(List.of(names));
	}

	/**
	 * Issues a token past the endpoint.
	 * @param identity whose token it is, known to the database or not
	 * @param audience resource that it is for
	 * @param lifetime how long it lives; negative for one that has expired
	 * @return the token
	 */
	public String issueToken(LocalIdentity identity, String audience, Duration lifetime) {
		return this.machine.tokens().issue(identity, audience, lifetime).value();
	}

	/**
	 * Makes every token worthless that was issued so far; those issued later are good.
	 */
	public void revokeTokens() {
		this.machine.tokens().revokeAll();
		this.machine.providers().refresh();
	}

	/**
	 * Returns a trust store with the authority of the certificates.
	 * @return the trust store
	 */
	public TrustStore trustStore() {
		return new TrustStore(this.machine.certificates().trustStore(), Certificates.PASSWORD);
	}

	/**
	 * Returns the certificate of the database server's authority, as a PEM file.
	 * @return the file
	 */
	public Path caCertificate() {
		return this.machine.certificates().caCertificate();
	}

	/**
	 * Ends every script, and forgets the recordings. Identities and rows stay.
	 */
	public void reset() {
		this.machine.providers().reset();
		database().reset();
		database().clearRecordings();
	}

	@Override
	public void close() {
		this.machine.close();
	}

}
