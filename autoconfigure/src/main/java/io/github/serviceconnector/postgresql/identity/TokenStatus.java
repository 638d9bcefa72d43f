package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How a {@link TokenCache} fares, for messages and metrics. It holds no secret.
 *
 * @param takenAt when this was written down
 * @param fetchedAt when the token at hand came, {@code null} without one
 * @param expiresOn the end of the token at hand, {@code null} without one
 * @param usableUntil until when logins get the token at hand, {@code null} without one
 * @param nextRequestAt when the next request is planned, {@code null} if none is
 * @param failuresInARow failed requests since the last one that went well
 * @param failingSince when the first of them failed, {@code null} if there is none
 * @param lastFailure what the last failed request met, {@code null} if none ever failed
 * @param lastFailureAt when that was
 * @param counts what was counted since the cache was made
 */
public record TokenStatus(Instant takenAt, @Nullable Instant fetchedAt, @Nullable Instant expiresOn,
		@Nullable Instant usableUntil, @Nullable Instant nextRequestAt, int failuresInARow,
		@Nullable Instant failingSince, @Nullable String lastFailure, @Nullable Instant lastFailureAt, Counts counts) {

	static TokenStatus of(CacheState state, Instant now, Tally tally) {
		CacheState.Held held = state.held();
		FailedRequest failure = state.failure();
		return new TokenStatus(now, (held != null) ? held.fetchedAt() : null,
				(held != null) ? held.token().expiresOn() : null, (held != null) ? held.usableUntil() : null,
				state.nextAt(), state.failures(), (failure != null && state.failures() > 0) ? failure.since() : null,
				(failure != null) ? failure.exception().getMessage() : null, (failure != null) ? failure.at() : null,
				tally.counts());
	}

	/**
	 * Returns the token's age.
	 * @return time since the last refresh, {@code null} without a token
	 */
	public @Nullable Duration age() {
		return (this.fetchedAt != null) ? Duration.between(this.fetchedAt, this.takenAt) : null;
	}

	/**
	 * Returns what is left of the token's life.
	 * @return the time until its end, zero after it, {@code null} without a token
	 */
	public @Nullable Duration remaining() {
		if (this.expiresOn == null) {
			return null;
		}
		return this.takenAt.isBefore(this.expiresOn) ? Duration.between(this.takenAt, this.expiresOn) : Duration.ZERO;
	}

	/**
	 * Returns whether logins get the token at hand.
	 * @return {@code false} if a login would need another one
	 */
	public boolean serves() {
		return this.usableUntil != null && this.takenAt.isBefore(this.usableUntil);
	}

	/**
	 * What was counted.
	 *
	 * @param fetched requests that brought a new token
	 * @param unchanged requests that brought the token at hand again
	 * @param failed requests that brought an error
	 * @param lost requests that brought no answer in time
	 * @param rejected tokens that a server refused and that were therefore replaced
	 * @param servedStale logins served with the last token while its refresh failed
	 */
	public record Counts(long fetched, long unchanged, long failed, long lost, long rejected, long servedStale) {

	}

}
