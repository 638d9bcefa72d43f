package io.github.serviceconnector.postgresql.local;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * The identities that the app was given, and the roles that they may log in as.
 */
final class Principals {

	private static final String APP_NAME = "local-app";

	private final List<LocalIdentity> identities = new CopyOnWriteArrayList<>();

	private final Map<String, String> passwords = new ConcurrentHashMap<>();

	LocalIdentity addSystemAssigned(String role) {
		// An app has one system-assigned identity, however many roles it is mapped to
		return add(new LocalIdentity(APP_NAME, TokenAuthority.uuid("system-assigned"), null, role));
	}

	LocalIdentity addUserAssigned(String clientId, String role) {
		// Named as the role, as where the principal was made by the identity's name
		return add(new LocalIdentity(role, TokenAuthority.uuid("user-assigned " + clientId), clientId, role));
	}

	private LocalIdentity add(LocalIdentity identity) {
		if (!this.identities.contains(identity)) {
			this.identities.add(identity);
		}
		return identity;
	}

	Optional<LocalIdentity> find(@Nullable String clientId) {
		return this.identities.stream().filter((identity) -> Objects.equals(identity.clientId(), clientId)).findFirst();
	}

	Optional<LocalIdentity> lastSystemAssigned() {
		return this.identities.stream()
			.filter((identity) -> identity.clientId() == null)
			.reduce((first, second) -> second);
	}

	boolean isMapped(String objectId, String role) {
		return this.identities.stream()
			.anyMatch((identity) -> identity.objectId().equals(objectId) && identity.role().equals(role));
	}

	void addPassword(String role, String password) {
		this.passwords.put(role, password);
	}

	boolean isPassword(String role, String password) {
		return password.equals(this.passwords.get(role));
	}

}
