package io.github.serviceconnector.postgresql.identity;

import java.net.URI;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for the token.
 */
public sealed interface Identity {

	/**
	 * Returns the kind of identity.
	 * @return words for a person, without a secret
	 */
	String description();

	/**
	 * Returns the kind of identity in one word, which many identities share.
	 * @return lower case with hyphens, for metrics
	 */
	String kind();

	/**
	 * The application's managed identity.
	 *
	 * @param clientId the client id of a user-assigned one, {@code null} for the
	 * system-assigned one
	 * @param endpoint where the platform answers for it, {@code null} where
	 * azure-identity finds the way
	 */
	record ManagedIdentity(@Nullable String clientId, @Nullable Endpoint endpoint) implements Identity {

		@Override
		public String description() {
			return (this.clientId == null) ? "system-assigned managed identity"
					: "user-assigned managed identity " + this.clientId;
		}

		@Override
		public String kind() {
			return "managed-identity";
		}

	}

	/**
	 * The local endpoint that the platform gives an app.
	 *
	 * @param uri {@code IDENTITY_ENDPOINT} of App Service, Functions and Container Apps,
	 * or the address of a virtual machine's Instance Metadata Service
	 * @param header {@code IDENTITY_HEADER}, a secret that is left out of
	 * {@link #toString()}; {@code null} for the Instance Metadata Service, which wants
	 * none
	 */
	record Endpoint(URI uri, @Nullable String header) {

		@Override
		public String toString() {
			return "Endpoint[uri=" + this.uri + "]";
		}

	}

	/**
	 * A directory of Microsoft Entra.
	 *
	 * @param id its id or domain name
	 * @param authority where Microsoft Entra answers for it, an https URL without a slash
	 * at its end
	 */
	record Tenant(String id, URI authority) {
	}

	/**
	 * An application registered with Microsoft Entra, with a secret.
	 *
	 * @param clientId the application's id
	 * @param tenant the directory that it is registered in
	 * @param clientSecret the secret, left out of {@link #toString()}
	 * @param direct whether Microsoft Entra may be asked with one plain request, instead
	 * of by azure-identity
	 */
	record ServicePrincipal(String clientId, Tenant tenant, String clientSecret, boolean direct) implements Identity {

		@Override
		public String description() {
			return "service principal " + this.clientId;
		}

		@Override
		public String kind() {
			return "service-principal";
		}

		@Override
		public String toString() {
			return "ServicePrincipal[clientId=" + this.clientId + ", tenant=" + this.tenant + ", direct=" + this.direct
					+ "]";
		}

	}

	/**
	 * An application registered with Microsoft Entra, with a certificate.
	 *
	 * @param clientId the application's id
	 * @param tenant the directory that it is registered in
	 * @param certificate a file with the certificate and its private key, PKCS #12 with a
	 * password and PEM without
	 * @param password what opens the file, left out of {@link #toString()}; {@code null}
	 * for PEM
	 */
	record CertifiedPrincipal(String clientId, Tenant tenant, Path certificate,
			@Nullable String password) implements Identity {

		@Override
		public String kind() {
			return "service-principal";
		}

		@Override
		public String description() {
			return "service principal " + this.clientId + " with a certificate";
		}

		@Override
		public String toString() {
			return "CertifiedPrincipal[clientId=" + this.clientId + ", tenant=" + this.tenant + ", certificate="
					+ this.certificate + "]";
		}

	}

	/**
	 * A pod's identity on AKS: its service account's token is exchanged for one of
	 * Microsoft Entra's.
	 *
	 * @param clientId the application's or user-assigned identity's client id
	 * @param tenant the directory that it is registered in
	 * @param tokenFile the file with the service account's token
	 * @param direct whether Microsoft Entra may be asked with one plain request, instead
	 * of by azure-identity
	 */
	record WorkloadIdentity(String clientId, Tenant tenant, Path tokenFile, boolean direct) implements Identity {

		@Override
		public String description() {
			return "workload identity " + this.clientId;
		}

		@Override
		public String kind() {
			return "workload-identity";
		}

	}

	/**
	 * Whatever azure-identity's {@code DefaultAzureCredential} finds: a workload
	 * identity, variables of a service principal, a developer's sign-in.
	 *
	 * @param clientId the client id of the managed or workload identity to try,
	 * {@code null} for what the environment says
	 * @param tenantId the directory's id, {@code null} for what the environment says
	 * @param authority where Microsoft Entra answers, an https URL
	 */
	record DefaultChain(@Nullable String clientId, @Nullable String tenantId, URI authority) implements Identity {

		@Override
		public String description() {
			return "default chain of azure-identity";
		}

		@Override
		public String kind() {
			return "default-chain";
		}

	}

	/**
	 * A {@code TokenCredential} bean of the application's.
	 *
	 * @param beanName the bean's name
	 */
	record CredentialBean(String beanName) implements Identity {

		@Override
		public String description() {
			return "TokenCredential bean '" + this.beanName + "'";
		}

		@Override
		public String kind() {
			return "credential-bean";
		}

	}

}
