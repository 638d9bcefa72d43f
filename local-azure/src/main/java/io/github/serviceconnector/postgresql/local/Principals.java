package io.github.serviceconnector.postgresql.local;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.local.LocalIdentity.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The identities that there are, and the roles that they may log in as.
 */
final class Principals {

	private static final String APP_NAME = "local-app";

	private final List<LocalIdentity> identities = new CopyOnWriteArrayList<>();

	private final List<String> passwordRoles = new CopyOnWriteArrayList<>();

	LocalIdentity addSystemAssigned(String role) {
		// An app has one system-assigned identity, however many roles it is mapped to
		return add(new LocalIdentity(APP_NAME, TokenAuthority.uuid("system-assigned"), null, role));
	}

	LocalIdentity addUserAssigned(String clientId, String role) {
		// Named as the role, as where the principal was made by the identity's name
		return add(new LocalIdentity(role, TokenAuthority.uuid("user-assigned " + clientId), clientId, role));
	}

	LocalIdentity addServicePrincipal(String clientId, String role) {
		return add(new LocalIdentity(Kind.SERVICE_PRINCIPAL, role, TokenAuthority.uuid("service-principal " + clientId),
				clientId, role));
	}

	LocalIdentity addUser(String userPrincipalName, String role) {
		return add(new LocalIdentity(Kind.USER, userPrincipalName, TokenAuthority.uuid("user " + userPrincipalName),
				null, role));
	}

	private LocalIdentity add(LocalIdentity identity) {
		if (!this.identities.contains(identity)) {
			this.identities.add(identity);
		}
		return identity;
	}

	Optional<LocalIdentity> findManaged(@Nullable String clientId) {
		return find(Kind.MANAGED_IDENTITY, clientId).findFirst();
	}

	Optional<LocalIdentity> findServicePrincipal(String clientId) {
		return find(Kind.SERVICE_PRINCIPAL, clientId).findFirst();
	}

	LocalIdentity lastSystemAssigned() {
		return find(Kind.MANAGED_IDENTITY, null).reduce((first, second) -> second)
			.orElseThrow(() -> new IllegalStateException(
					"There is no system-assigned identity: call systemAssignedIdentity(role) first"));
	}

	private Stream<LocalIdentity> find(Kind kind, @Nullable String clientId) {
		return this.identities.stream()
			.filter((identity) -> identity.kind() == kind && Objects.equals(identity.clientId(), clientId));
	}

	boolean isMapped(String objectId, String role) {
		return this.identities.stream()
			.anyMatch((identity) -> identity.objectId().equals(objectId) && identity.role().equals(role));
	}

	void addPasswordRole(String role) {
		this.passwordRoles.add(role);
	}

	boolean isPasswordRole(String role) {
		return this.passwordRoles.contains(role);
	}

}
