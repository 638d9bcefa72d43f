package io.github.serviceconnector.postgresql.identity;

import java.util.function.Supplier;

/**
 * Stands around each request for a token, on the thread that makes it.
 */
@FunctionalInterface
public interface TokenObserver {

	/**
	 * Makes a request.
	 * @param request the request, to be made once; throws a {@link TokenException} if it
	 * brings no token
	 * @return what it brought
	 */
	AccessToken observe(Supplier<AccessToken> request);

}
