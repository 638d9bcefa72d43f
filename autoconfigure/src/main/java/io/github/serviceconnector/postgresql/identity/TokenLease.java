package io.github.serviceconnector.postgresql.identity;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One context's share in a {@link TokenCache}, given back when the context closes.
 */
public final class TokenLease implements AutoCloseable {

	private final Identity identity;

	private final TokenCache cache;

	private final AtomicBoolean closed = new AtomicBoolean();

	TokenLease(Identity identity, TokenCache cache) {
		this.identity = identity;
		this.cache = cache;
	}

	/**
	 * Returns who the tokens are for.
	 * @return the identity
	 */
	public Identity identity() {
		return this.identity;
	}

	/**
	 * Returns the cache.
	 * @return the cache, shared with others
	 */
	public TokenCache cache() {
		return this.cache;
	}

	/**
	 * Returns what leads the driver's plugin to the cache.
	 * @return a handle that is no secret and tells nothing of the credential
	 */
	public String handle() {
		return this.cache.handle();
	}

	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			TokenCaches.release(this.cache);
		}
	}

}
