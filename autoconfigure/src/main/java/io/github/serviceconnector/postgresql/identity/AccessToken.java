package io.github.serviceconnector.postgresql.identity;

import java.time.Instant;

/**
 * A Microsoft Entra access token.
 *
 * @param value the token itself, a secret that is left out of {@link #toString()}
 * @param expiresOn the end of its life
 */
public record AccessToken(String value, Instant expiresOn) {

	@Override
	public String toString() {
		return "AccessToken[expiresOn=" + this.expiresOn + "]";
	}

}
