package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Keeps one credential's token for everybody who logs in with it. One request is in
 * flight at a time, and a token is used until shortly before its end.
 */
public final class TokenCache {

	// Time for a login to reach the server, and for clocks that differ
	private static final Duration MARGIN = Duration.ofMinutes(2);

	private final String handle;

	private final TokenSource source;

	private final Duration timeout;

	private final InstantSource clock;

	private final AtomicReference<@Nullable CompletableFuture<AccessToken>> flight = new AtomicReference<>();

	private volatile @Nullable AccessToken token;

	TokenCache(String handle, TokenSource source, Duration timeout, InstantSource clock) {
		this.handle = handle;
		this.source = source;
		this.timeout = timeout;
		this.clock = clock;
	}

	/**
	 * Returns a token that a login can be made with.
	 * @return a token that is valid for two more minutes at least
	 * @throws TokenException if there is none and none could be had in time
	 */
	public AccessToken token() {
		AccessToken current = this.token;
		if (current != null && this.clock.instant().isBefore(current.expiresOn().minus(MARGIN))) {
			return current;
		}
		CompletableFuture<AccessToken> own = new CompletableFuture<>();
		CompletableFuture<AccessToken> other = this.flight.compareAndExchange(null, own);
		if (other != null) {
			return join(other);
		}
		run(own);
		return join(own);
	}

	/**
	 * Starts to fetch a token on a thread of its own, if none is there or on its way. A
	 * failure is left for the login to meet.
	 */
	public void prefetch() {
		CompletableFuture<AccessToken> own = new CompletableFuture<>();
		if (this.token == null && this.flight.compareAndSet(null, own)) {
			Thread thread = new Thread(() -> run(own), "serviceconnector-token");
			thread.setDaemon(true);
			thread.start();
		}
	}

	/**
	 * Returns the token at hand.
	 * @return the last token, valid or not, empty before the first one
	 */
	public Optional<AccessToken> current() {
		return Optional.ofNullable(this.token);
	}

	String handle() {
		return this.handle;
	}

	private void run(CompletableFuture<AccessToken> own) {
		try {
			AccessToken fetched = this.source.fetch();
			this.token = fetched;
			this.flight.set(null);
			own.complete(fetched);
		}
		catch (Throwable ex) {
			this.flight.set(null);
			own.completeExceptionally(ex);
		}
	}

	private AccessToken join(CompletableFuture<AccessToken> future) {
		try {
			return future.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new TokenException(
					"The identity provider has not answered within " + this.timeout.toSeconds() + " seconds.",
					"Check that it can be reached; 'serviceconnector.postgresql.token.timeout' waits longer.", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new TokenException("The wait for a token was interrupted.", "Try again.", ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof TokenException failure) {
				throw new TokenException(String.valueOf(failure.getMessage()), failure.getAction(), failure);
			}
			throw new TokenException("No token could be fetched: " + ex.getCause(), "Report this as a defect.", ex);
		}
	}

}
