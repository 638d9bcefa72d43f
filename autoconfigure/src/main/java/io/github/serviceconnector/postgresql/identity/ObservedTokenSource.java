package io.github.serviceconnector.postgresql.identity;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks another source, in sight of whoever wants to see it. That may change at any time:
 * the source is there before the beans of a context are. An observer that fails costs
 * nobody the token.
 */
final class ObservedTokenSource implements TokenSource {

	private static final Log logger = LogFactory.getLog(ObservedTokenSource.class);

	private final TokenSource source;

	private final List<TokenObserver> observers = new CopyOnWriteArrayList<>();

	ObservedTokenSource(TokenSource source) {
		this.source = source;
	}

	@Override
	public AccessToken fetch() {
		Request request = new Request(this.source);
		Supplier<AccessToken> observed = request;
		// Two connections of one context may share this source: their observer sees it
		// once
		for (TokenObserver observer : new LinkedHashSet<>(this.observers)) {
			Supplier<AccessToken> inner = observed;
			observed = () -> observer.observe(inner);
		}
		try {
			return observed.get();
		}
		catch (TokenException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			logger.warn("A request for a token could not be observed", ex);
			return request.get();
		}
	}

	void add(TokenObserver observer) {
		this.observers.add(observer);
	}

	void remove(TokenObserver observer) {
		this.observers.remove(observer);
	}

	/**
	 * One request, which is made once however often its outcome is wanted.
	 */
	private static final class Request implements Supplier<AccessToken> {

		private final TokenSource source;

		private @Nullable AccessToken token;

		private @Nullable RuntimeException failure;

		Request(TokenSource source) {
			this.source = source;
		}

		@Override
		public AccessToken get() {
			if (this.token == null && this.failure == null) {
				try {
					this.token = this.source.fetch();
				}
				catch (RuntimeException ex) {
					this.failure = ex;
				}
			}
			if (this.failure != null) {
				throw this.failure;
			}
			return Objects.requireNonNull(this.token);
		}

	}

}
