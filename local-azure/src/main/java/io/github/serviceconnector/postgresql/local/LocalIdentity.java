package io.github.serviceconnector.postgresql.local;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A managed identity, and the role of the database that it was made a principal for.
 *
 * @param name name of the identity in Azure: of the app when system-assigned
 * @param objectId object id, which the database knows the identity by
 * @param clientId client id of a user-assigned identity, {@code null} when
 * system-assigned
 * @param role role in the database
 */
public record LocalIdentity(String name, String objectId, @Nullable String clientId, String role) {

	public LocalIdentity {
		Objects.requireNonNull(name, "'name' must not be null");
		Objects.requireNonNull(objectId, "'objectId' must not be null");
		Objects.requireNonNull(role, "'role' must not be null");
	}

}
