package io.github.serviceconnector.postgresql.jdbc;

import io.github.serviceconnector.postgresql.identity.AccessToken;
import io.github.serviceconnector.postgresql.identity.TokenClaims;

/**
 * Says of a login that the server refused who was asked for, and whom the token names.
 */
public final class RoleRefusal {

	private RoleRefusal() {
	}

	/**
	 * Explains the refusal.
	 * @param role the role that was asked for
	 * @param token the token that was sent
	 * @return sentences for a person, without the token
	 */
	public static String explain(String role, AccessToken token) {
		return "The role '" + role + "' was asked for; the token names " + TokenClaims.of(token).subject()
				+ ". Make that identity a principal for the role: as a Microsoft Entra administrator, connected to the "
				+ "database postgres, run select * from pgaadauth_create_principal('" + role.replace("'", "''")
				+ "', false, false); or correct 'spring.datasource.username'.";
	}

}
