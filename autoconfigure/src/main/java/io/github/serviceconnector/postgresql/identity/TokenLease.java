package io.github.serviceconnector.postgresql.identity;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.context.SmartLifecycle;

/**
 * One context's share in a {@link TokenCache}, given back when the context closes. While
 * no context that shares it runs, as at a checkpoint, the refresh rests.
 */
public final class TokenLease implements AutoCloseable, SmartLifecycle {

	private final Identity identity;

	private final ObservedTokenSource source;

	private final TokenCache cache;

	private final AtomicBoolean running = new AtomicBoolean();

	private final List<TokenObserver> observers = new CopyOnWriteArrayList<>();

	private final AtomicBoolean closed = new AtomicBoolean();

	TokenLease(Identity identity, ObservedTokenSource source, TokenCache cache) {
		this.identity = identity;
		this.source = source;
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

	/**
	 * Shows each request for a token to an observer from now on, until the lease is
	 * closed. One that equals another sees a request of the cache once.
	 * @param observer the observer
	 */
	public void observe(TokenObserver observer) {
		this.observers.add(observer);
		this.source.add(observer);
	}

	@Override
	public void start() {
		if (this.running.compareAndSet(false, true)) {
			TokenCaches.start(this.cache);
		}
	}

	@Override
	public void stop() {
		if (this.running.compareAndSet(true, false)) {
			TokenCaches.stop(this.cache);
		}
	}

	@Override
	public boolean isRunning() {
		return this.running.get();
	}

	@Override
	public void close() {
		stop();
		if (this.closed.compareAndSet(false, true)) {
			this.observers.forEach(this.source::remove);
			TokenCaches.release(this.cache);
		}
	}

}
