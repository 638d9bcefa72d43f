package io.github.serviceconnector.postgresql.identity;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when no token could be had. The message says which identity was asked for and
 * what the provider answered; it holds no secret.
 */
public class TokenException extends RuntimeException {

	private final String action;

	/**
	 * Creates the exception.
	 * @param problem what happened, a sentence
	 * @param action what a person can do
	 * @param cause what was thrown, if anything
	 */
	public TokenException(String problem, String action, @Nullable Throwable cause) {
		super(problem, cause);
		this.action = action;
	}

	/**
	 * Returns what a person can do.
	 * @return an imperative sentence or two
	 */
	public String getAction() {
		return this.action;
	}

}
