package io.github.serviceconnector.postgresql.identity;

/**
 * What becomes of the requests that a {@link TokenCache} has planned.
 */
enum PlannedRefresh {

	/**
	 * They are made.
	 */
	DUE,

	/**
	 * They wait, and only logins make requests.
	 */
	SUSPENDED,

	/**
	 * There are none any more, and logins make none either.
	 */
	CLOSED

}
