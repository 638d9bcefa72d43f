package io.github.serviceconnector.postgresql.identity;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when no token could be had. The message says which identity was asked for and
 * what the provider answered; it holds no secret.
 */
public class TokenException extends RuntimeException {

	/**
	 * Statuses of HTTP that stay until a person acts, whichever provider answers so.
	 */
	static final Set<Integer> PERMANENT_STATUSES = Set.of(HttpURLConnection.HTTP_BAD_REQUEST,
			HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND);

	private final String action;

	private final @Nullable Duration retryAfter;

	private final boolean permanent;

	/**
	 * Creates the exception for a trouble that may pass.
	 * @param problem what happened, a sentence
	 * @param action what a person can do
	 * @param cause what was thrown, if anything
	 */
	public TokenException(String problem, String action, @Nullable Throwable cause) {
		this(problem, action, cause, null, false);
	}

	/**
	 * Creates the exception.
	 * @param problem what happened, a sentence
	 * @param action what a person can do
	 * @param cause what was thrown, if anything
	 * @param retryAfter how long the provider wants to be left alone, if it said so
	 * @param permanent whether it stays until a person acts
	 */
	public TokenException(String problem, String action, @Nullable Throwable cause, @Nullable Duration retryAfter,
			boolean permanent) {
		super(problem, cause);
		this.action = action;
		this.retryAfter = retryAfter;
		this.permanent = permanent;
	}

	/**
	 * Returns what a person can do.
	 * @return an imperative sentence or two
	 */
	public String getAction() {
		return this.action;
	}

	/**
	 * Returns how long the provider wants to be left alone.
	 * @return the duration, {@code null} if the provider did not say
	 */
	public @Nullable Duration getRetryAfter() {
		return this.retryAfter;
	}

	/**
	 * Returns whether the trouble stays until a person acts, such as a wrong client id.
	 * @return whether it is permanent
	 */
	public boolean isPermanent() {
		return this.permanent;
	}

}
