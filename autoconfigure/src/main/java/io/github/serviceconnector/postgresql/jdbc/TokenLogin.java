package io.github.serviceconnector.postgresql.jdbc;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.TranslatedSettings;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.identity.TokenClaims;
import io.github.serviceconnector.postgresql.identity.TokenLease;

/**
 * A login with a token, ready to be made.
 *
 * @param login what the binding says
 * @param role the PostgreSQL role, the binding's or else the token's
 * @param tls how the server is verified
 * @param lease where the token comes from
 */
record TokenLogin(Decision.Login login, String role, Tls tls, TokenLease lease) {

	static TokenLogin of(Decision.Login login, TokenLease lease, ServiceConnectorPostgresqlProperties.Tls tls) {
		// The URL first: what is wrong with it must not be hidden by a token that is
		// missing
		Tls verified = Tls.of(login.url(), login.origin(), tls);
		return new TokenLogin(login, (login.role() != null) ? login.role() : roleOfToken(login, lease), verified,
				lease);
	}

	private static String roleOfToken(Decision.Login login, TokenLease lease) {
		TokenClaims claims = TokenClaims.of(lease.cache().token());
		String role = claims.role();
		if (role == null) {
			throw new InvalidSettingException(
					login.origin() + " is bound, but no user is, and the token of the " + lease.identity().description()
							+ " names no role: it names " + claims.subject() + ".",
					"Set '" + TranslatedSettings.USERNAME + "' to the PostgreSQL role of the app's identity; Service "
							+ "Connector names it aad_<connection name>.");
		}
		return role;
	}

}
