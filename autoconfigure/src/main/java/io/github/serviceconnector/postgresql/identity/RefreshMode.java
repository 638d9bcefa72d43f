package io.github.serviceconnector.postgresql.identity;

/**
 * What starts the refresh of a token.
 */
public enum RefreshMode {

	/**
	 * A timer, and a login that finds the timer late.
	 */
	BACKGROUND,

	/**
	 * A login that finds the refresh due, and nothing else: for hosts that freeze a
	 * process between requests.
	 */
	AT_LOGIN

}
