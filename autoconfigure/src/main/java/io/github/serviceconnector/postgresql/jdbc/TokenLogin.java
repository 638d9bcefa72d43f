package io.github.serviceconnector.postgresql.jdbc;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.TranslatedSettings;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.diagnostics.LoginReport;
import io.github.serviceconnector.postgresql.identity.TokenClaims;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A login with a token, ready to be made until it is closed.
 *
 * @param login what the binding says
 * @param role the PostgreSQL role, the binding's or else the token's
 * @param tls how the server is verified
 * @param lease where the token comes from
 * @param handle what leads the driver's parts to this login; no secret
 * @param report what is told of failures
 */
record TokenLogin(Decision.Login login, String role, Tls tls, TokenLease lease, String handle,
		LoginReport report) implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(TokenLogin.class);

	static TokenLogin of(Decision.Login login, TokenLease lease, TlsWish wish) {
		// The URL first: what is wrong with it must not be hidden by a token that is
		// missing
		Tls tls = Tls.of(login.url(), login.origin(), wish);
		if (tls.warning() != null) {
			logger.warn(tls.warning());
		}
		TokenLogin ready = new TokenLogin(login, (login.role() != null) ? login.role() : roleOfToken(login, lease), tls,
				lease, TokenLogins.newHandle(), new LoginReport(login));
		TokenLogins.add(ready);
		return ready;
	}

	/**
	 * Ends the login: the driver finds it no more.
	 */
	@Override
	public void close() {
		TokenLogins.remove(this);
	}

	/**
	 * Returns the URL that leads the driver to the token and to the server's certificate.
	 * @return the URL, without role and without a secret
	 */
	public String jdbcUrl() {
		Map<String, @Nullable String> parameters = new LinkedHashMap<>(this.tls.parameters());
		parameters.put("authenticationPluginClassName", TokenAuthenticationPlugin.class.getName());
		parameters.put(TokenAuthenticationPlugin.HANDLE_PARAMETER, this.lease.handle());
		parameters.put(TokenLogins.HANDLE_PARAMETER, this.handle);
		// A server that lets the role in without asking, or asks otherwise, is not
		// Azure's
		parameters.put("requireAuth", "password");
		return this.login.url().with(parameters).toUrl();
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
