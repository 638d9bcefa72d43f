package io.github.serviceconnector.postgresql.diagnostics;

import java.util.List;
import java.util.Map;

import io.github.serviceconnector.postgresql.decision.Decision;

/**
 * Says whose login failed. It is a suppressed exception of the driver's own, which has no
 * other way to tell the failures of several data sources apart.
 */
final class FailedLogin extends Exception {

	private final transient Decision.Login login;

	private final transient Map<String, List<String>> otherNames;

	FailedLogin(Decision.Login login, Map<String, List<String>> otherNames) {
		super("PostgreSQL at " + login.url().address() + ", database " + login.url().database() + " (binding: "
				+ login.origin() + ")", null, false, false);
		this.login = login;
		this.otherNames = Map.copyOf(otherNames);
	}

	Decision.Login login() {
		return this.login;
	}

	/**
	 * Returns the names in certificates that are not the server's.
	 * @return the names, by the host that was asked
	 */
	Map<String, List<String>> otherNames() {
		return this.otherNames;
	}

}
