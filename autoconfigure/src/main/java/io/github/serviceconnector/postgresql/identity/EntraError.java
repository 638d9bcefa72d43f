package io.github.serviceconnector.postgresql.identity;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Errors of Microsoft Entra that a person can do something about, by their <a href=
 * "https://learn.microsoft.com/entra/identity-platform/reference-error-codes">documented
 * codes</a>. Codes may change, so only advice and the pace of retries depend on them.
 */
enum EntraError {

	WRONG_SECRET("Set 'spring.cloud.azure.credential.client-secret' to the value of one of the application's secrets, "
			+ "not to the secret's id.", false, 7000215),

	EXPIRED_SECRET(
			"Make a new secret (az ad app credential reset --append --id <client id>) and set "
					+ "'spring.cloud.azure.credential.client-secret' to it; a managed identity needs none.",
			false, 7000222),

	UNKNOWN_APPLICATION("Correct the client id ('spring.cloud.azure.credential.client-id' or AZURE_CLIENT_ID), or the "
			+ "tenant that the application is looked for in ('spring.cloud.azure.profile.tenant-id' or "
			+ "AZURE_TENANT_ID).", false, 700016, 7000229),

	DISABLED_APPLICATION("Enable the application's service principal in Microsoft Entra.", false, 7000112),

	NO_FEDERATED_CREDENTIAL("Give the identity a federated credential for this cluster and service account (az "
			+ "identity federated-credential create --identity-name <identity> --issuer <issuer of the cluster> "
			+ "--subject system:serviceaccount:<namespace>:<service account> --audiences "
			+ "api://AzureADTokenExchange). A new one works after some minutes.", false, 70021, 700211, 700212, 700213),

	EXPIRED_ASSERTION("Check the clock of the node, and that the token in AZURE_FEDERATED_TOKEN_FILE is renewed.", true,
			700024),

	UNKNOWN_TENANT("Correct the tenant ('spring.cloud.azure.profile.tenant-id' or AZURE_TENANT_ID), or the cloud it "
			+ "is looked for in ('AZURE_AUTHORITY_HOST').", false, 90002, 900023),

	UNKNOWN_RESOURCE("Set 'serviceconnector.postgresql.token.scope' to the scope of the database's cloud, or correct "
			+ "'spring.cloud.azure.profile.cloud-type'.", false, 500011);

	private final String action;

	private final boolean mayPass;

	@SuppressWarnings("ImmutableEnumChecker") // List.of makes an unmodifiable list
	private final List<String> codes;

	EntraError(String action, boolean mayPass, Integer... codes) {
		this.action = action;
		this.mayPass = mayPass;
		this.codes = List.of(codes).stream().map(String::valueOf).toList();
	}

	static @Nullable EntraError of(TokenAnswer answer) {
		for (EntraError error : values()) {
			if (answer.errorCodes().stream().anyMatch(error.codes::contains)) {
				return error;
			}
		}
		return null;
	}

	/**
	 * Returns what a person can do.
	 * @return an imperative sentence or two
	 */
	String action() {
		return this.action;
	}

	/**
	 * Returns whether it can pass without a person.
	 * @return whether a later request may go well
	 */
	boolean mayPass() {
		return this.mayPass;
	}

}
