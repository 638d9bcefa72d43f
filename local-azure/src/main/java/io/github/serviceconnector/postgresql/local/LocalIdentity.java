package io.github.serviceconnector.postgresql.local;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * An identity in Microsoft Entra, and the role of the database that it was made a
 * principal for.
 *
 * @param kind what it is the identity of
 * @param name name of the identity in Azure: of the app when system-assigned, the user
 * principal name of a user
 * @param objectId object id, which the database knows the identity by
 * @param clientId client id, {@code null} for a system-assigned identity and for a user
 * @param role role in the database
 */
public record LocalIdentity(Kind kind, String name, String objectId, @Nullable String clientId, String role) {

	public LocalIdentity {
		Objects.requireNonNull(kind, "'kind' must not be null");
		Objects.requireNonNull(name, "'name' must not be null");
		Objects.requireNonNull(objectId, "'objectId' must not be null");
		Objects.requireNonNull(role, "'role' must not be null");
	}

	/**
	 * Creates a managed identity.
	 * @param name name of the identity in Azure: of the app when system-assigned
	 * @param objectId object id, which the database knows the identity by
	 * @param clientId client id of a user-assigned identity, {@code null} when
	 * system-assigned
	 * @param role role in the database
	 */
	public LocalIdentity(String name, String objectId, @Nullable String clientId, String role) {
		this(Kind.MANAGED_IDENTITY, name, objectId, clientId, role);
	}

	/**
	 * What an identity is the identity of.
	 */
	public enum Kind {

		/** An app that Azure runs. */
		MANAGED_IDENTITY,

		/** An app that proves itself, with a secret or a federated token. */
		SERVICE_PRINCIPAL,

		/** A person. */
		USER

	}

}
