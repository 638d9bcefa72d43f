package io.github.serviceconnector.postgresql.identity;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Asks another source, in sight of whoever wants to see it. That may change at any time:
 * the source is there before the beans of a context are.
 */
final class ObservedTokenSource implements TokenSource {

	private final TokenSource source;

	private final List<TokenObserver> observers = new CopyOnWriteArrayList<>();

	ObservedTokenSource(TokenSource source) {
		this.source = source;
	}

	@Override
	public AccessToken fetch() {
		Supplier<AccessToken> request = this.source::fetch;
		// Two connections of one context may share this source: their observer sees it
		// once
		for (TokenObserver observer : new LinkedHashSet<>(this.observers)) {
			Supplier<AccessToken> inner = request;
			request = () -> observer.observe(inner);
		}
		return request.get();
	}

	void add(TokenObserver observer) {
		this.observers.add(observer);
	}

	void remove(TokenObserver observer) {
		this.observers.remove(observer);
	}

}
