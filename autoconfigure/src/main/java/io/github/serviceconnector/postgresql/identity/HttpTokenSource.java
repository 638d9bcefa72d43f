package io.github.serviceconnector.postgresql.identity;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/**
 * A documented endpoint that is asked directly: one request, and none of azure-identity's
 * classes. Retries and pacing are the cache's.
 */
abstract sealed class HttpTokenSource implements TokenSource
		permits AppServiceTokenSource, ImdsTokenSource, EntraTokenSource {

	private static final int MAX_MESSAGE_LENGTH = 1000;

	private final String endpoint;

	private final Identity identity;

	private final Duration timeout;

	private final InstantSource clock;

	/**
	 * Creates the source.
	 * @param name what the endpoint is called
	 * @param uri its address, without a secret
	 * @param identity whose tokens are asked for
	 * @param timeout how long to wait for an answer
	 * @param clock the wall clock
	 */
	HttpTokenSource(String name, URI uri, Identity identity, Duration timeout, InstantSource clock) {
		this.endpoint = name + " " + uri;
		this.identity = identity;
		this.timeout = timeout;
		this.clock = clock;
	}

	/**
	 * Returns the request to send, made anew for each fetch.
	 * @return the request
	 * @throws TokenException if it cannot be made
	 */
	abstract TokenRequest request();

	/**
	 * Says what can be done where the endpoint does not answer.
	 * @return an imperative sentence or two
	 */
	abstract String unreachable();

	/**
	 * Says what can be done where the endpoint answers, but not as documented.
	 * @return an imperative sentence or two
	 */
	abstract String strange();

	/**
	 * Says what a refusal means.
	 * @param answer an answer whose status is not 200
	 * @return what can be done
	 */
	abstract Remedy refused(TokenAnswer answer);

	@Override
	public final AccessToken fetch() {
		TokenRequest request = request();
		TokenAnswer answer = send(request);
		if (!answer.isOk()) {
			throw refusal(answer, request.masked(answer.message()));
		}
		AccessToken token = answer.token();
		if (token == null) {
			throw new TokenException(
					"The " + this.endpoint + " answered without a token for the " + this.identity.description() + ".",
					strange(), null);
		}
		return token;
	}

	private TokenException refusal(TokenAnswer answer, String message) {
		Remedy remedy = refused(answer);
		String words = message.substring(0, Math.min(message.length(), MAX_MESSAGE_LENGTH));
		return new TokenException(
				"The " + this.endpoint + " answered with status " + answer.status()
						+ " to the request for a token of the " + this.identity.description()
						+ (words.isEmpty() ? "." : ": " + words + (words.endsWith(".") ? "" : ".")),
				remedy.action(), null, answer.retryAfter(), remedy.permanent());
	}

	private TokenAnswer send(TokenRequest request) {
		try {
			return request.send(this.timeout, this.clock);
		}
		catch (IOException ex) {
			throw new TokenException("The " + this.endpoint + " could not be asked for a token of the "
					+ this.identity.description() + ": " + ex + ".", unreachable(), ex);
		}
	}

	/**
	 * What can be done about a refusal.
	 *
	 * @param action an imperative sentence or two
	 * @param permanent whether it stays until a person acts
	 */
	record Remedy(String action, boolean permanent) {

		static final Remedy WAIT = new Remedy("Try again; the identity provider's trouble is usually a passing one.",
				false);

	}

}
