package io.github.serviceconnector.postgresql.local;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The secrets that service principals prove themselves with, by client id.
 */
final class ClientSecrets {

	private final Map<String, ClientSecret> secrets = new ConcurrentHashMap<>();

	void put(String clientId, String secret) {
		this.secrets.put(clientId, new ClientSecret(secret, false));
	}

	void expire(String clientId) {
		ClientSecret expired = this.secrets.computeIfPresent(clientId,
				(id, secret) -> new ClientSecret(secret.value, true));
		if (expired == null) {
			throw new IllegalArgumentException("The application '%s' has no client secret".formatted(clientId));
		}
	}

	Optional<String> find(String clientId) {
		return Optional.ofNullable(this.secrets.get(clientId)).map((secret) -> secret.value);
	}

	Match match(String clientId, String guess) {
		ClientSecret secret = this.secrets.get(clientId);
		if (secret == null || !MessageDigest.isEqual(guess.getBytes(StandardCharsets.UTF_8),
				secret.value.getBytes(StandardCharsets.UTF_8))) {
			return Match.WRONG;
		}
		return secret.expired ? Match.EXPIRED : Match.GOOD;
	}

	/**
	 * What a secret is worth.
	 */
	enum Match {

		GOOD, WRONG, EXPIRED

	}

	/**
	 * No record, whose text would tell the secret.
	 */
	private static final class ClientSecret {

		private final String value;

		private final boolean expired;

		ClientSecret(String value, boolean expired) {
			this.value = value;
			this.expired = expired;
		}

	}

}
