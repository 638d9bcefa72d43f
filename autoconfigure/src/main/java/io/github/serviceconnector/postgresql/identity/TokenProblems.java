package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Words for what goes wrong with one identity's token.
 */
final class TokenProblems {

	private final String identity;

	private final Duration timeout;

	TokenProblems(String identity, Duration timeout) {
		this.identity = identity;
		this.timeout = timeout;
	}

	TokenException closed() {
		return new TokenException(
				"The application context that the token of the " + this.identity + " belongs to is closed.",
				"Log in while the context is open.", null);
	}

	TokenException tooSoon(CacheState state, Instant now) {
		String next = "The next request is made in " + words(Duration.between(now, state.loginAt())) + ".";
		FailedRequest failure = state.failure();
		if (failure == null) {
			return new TokenException("There is no token of the " + this.identity + ". " + next, "Try again then.",
					null);
		}
		TokenException exception = failure.exception();
		return new TokenException(exception.getMessage() + " That was " + ago(failure, now) + ". " + next,
				exception.getAction(), exception, Duration.between(now, state.loginAt()), exception.isPermanent());
	}

	TokenException timeout(CacheState state, Instant now) {
		FailedRequest failure = (state.failures() > 0) ? state.failure() : null;
		String last = (failure != null)
				? " The last failure, " + ago(failure, now) + ": " + failure.exception().getMessage() : "";
		return new TokenException(unanswered(this.timeout) + last, action(failure),
				(failure != null) ? failure.exception() : null);
	}

	TokenException lost() {
		return new TokenException(unanswered(this.timeout.multipliedBy(2)), action(null), null);
	}

	// Thrown anew, so that the stack is the login's own
	TokenException failed(TokenException failure) {
		return new TokenException(String.valueOf(failure.getMessage()), failure.getAction(), failure,
				failure.getRetryAfter(), failure.isPermanent());
	}

	TokenException unexpected(Throwable cause) {
		return new TokenException("No token of the " + this.identity + " could be fetched: " + cause,
				"Report this as a defect.", cause);
	}

	TokenException interrupted(InterruptedException cause) {
		return new TokenException("The wait for a token of the " + this.identity + " was interrupted.", "Try again.",
				cause);
	}

	String begun(CacheState.Held held, TokenException exception) {
		return "The token of the " + this.identity + " could not be refreshed. The last one is used until "
				+ held.usableUntil() + ". " + exception.getMessage() + " " + exception.getAction();
	}

	String over(CacheState state) {
		return "A token of the " + this.identity + " could be fetched again; failed requests before: "
				+ state.failures();
	}

	private String unanswered(Duration timeout) {
		return "The identity provider has not answered the request for a token of the " + this.identity + " within "
				+ words(timeout) + ".";
	}

	private static String action(@Nullable FailedRequest failure) {
		return (failure != null) ? failure.exception().getAction()
				: "Check that it can be reached; 'serviceconnector.postgresql.token.timeout' waits longer.";
	}

	private static String ago(FailedRequest failure, Instant now) {
		return words(Duration.between(failure.at(), now)) + " ago";
	}

	private static String words(Duration duration) {
		if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
			return Math.max(0, duration.toMillis()) + " ms";
		}
		return (duration.toSeconds() == 1) ? "1 second" : duration.toSeconds() + " seconds";
	}

}
