package io.github.serviceconnector.postgresql.identity;

/**
 * Asks an identity provider for a token, each time it is called.
 */
@FunctionalInterface
interface TokenSource {

	/**
	 * Fetches a token.
	 * @return a new token
	 * @throws TokenException if the provider gives none
	 */
	AccessToken fetch();

}
