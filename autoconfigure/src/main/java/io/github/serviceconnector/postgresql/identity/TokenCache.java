package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.UnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one credential's token for everybody who logs in with it. One request is in
 * flight at a time, a token is refreshed long before its end, and the last one serves
 * while that fails.
 */
public final class TokenCache {

	private static final Log logger = LogFactory.getLog(TokenCache.class);

	private static final AtomicReferenceFieldUpdater<TokenCache, CacheState> STATE = AtomicReferenceFieldUpdater
		.newUpdater(TokenCache.class, CacheState.class, "state");

	private final String handle;

	private final TokenSource source;

	private final TokenProblems problems;

	private final Duration timeout;

	private final Timing timing;

	private final RefreshSchedule schedule;

	private final Tally tally = new Tally();

	private volatile CacheState state;

	private final @Nullable RefreshTimer timer;

	TokenCache(String handle, String identity, TokenSource source, Duration timeout, RefreshMode mode, Timing timing) {
		this.handle = handle;
		this.source = source;
		this.problems = new TokenProblems(identity, timeout);
		this.timeout = timeout;
		this.timing = timing;
		this.schedule = new RefreshSchedule(timeout);
		this.state = CacheState.empty(timing.clock().instant());
		this.timer = (mode == RefreshMode.BACKGROUND)
				? new RefreshTimer(timing.scheduler(), () -> this.state, this::onTime) : null;
	}

	/**
	 * Returns a token that a login can be made with.
	 * @return a token that is valid for two more minutes at least, or that the provider
	 * has just handed over
	 * @throws TokenException if there is none and none could be had in time
	 */
	public AccessToken token() {
		AccessToken token = this.state.quietToken(this.timing.clock().millis());
		return (token != null) ? token : attend();
	}

	/**
	 * Starts to fetch a token on a thread of its own, if none is there or on its way. A
	 * failure is left for the login to meet.
	 */
	public void prefetch() {
		CacheState state = this.state;
		Instant now = now();
		if (state.held() == null && state.isRequestDue(now)) {
			launch(state, now);
		}
	}

	/**
	 * Returns the token at hand.
	 * @return the last token, valid or not, empty before the first one and after its
	 * rejection
	 */
	public Optional<AccessToken> current() {
		CacheState.Held held = this.state.held();
		return (held != null && !held.refused()) ? Optional.of(held.token()) : Optional.empty();
	}

	/**
	 * Tells that the server refused a login with a token of this cache. The token is
	 * replaced, unless it was fetched for that very login, or one was replaced within the
	 * last minute, or the provider gives no other at present.
	 * @param token the refused token
	 * @return whether a new try makes sense, with another {@link #token()}
	 */
	public boolean reject(AccessToken token) {
		while (true) {
			CacheState state = this.state;
			if (!state.isCurrent(token)) {
				// Somebody has replaced it already
				return state.held() != null;
			}
			Instant now = now();
			if (!state.isReplaceable(token, now)) {
				return state.isRejected();
			}
			if (move(state, state.rejected(now))) {
				this.tally.rejected.increment();
				return true;
			}
		}
	}

	/**
	 * Returns how this cache fares.
	 * @return a snapshot without a secret
	 */
	public TokenStatus status() {
		return TokenStatus.of(this.state, now(), this.tally);
	}

	String handle() {
		return this.handle;
	}

	/**
	 * Ends the refresh. The token at hand still serves whoever is logging in.
	 */
	void close() {
		change(CacheState::close);
	}

	void suspend() {
		change(CacheState::suspend);
	}

	void resume() {
		change((state) -> state.resume(now()));
	}

	private void change(UnaryOperator<CacheState> step) {
		CacheState state;
		CacheState next;
		do {
			state = this.state;
			next = step.apply(state);
		}
		while (next != state && !move(state, next));
	}

	private AccessToken attend() {
		while (true) {
			CacheState state = this.state;
			Instant now = now();
			if (state.isFlightOverdue(now)) {
				fail(Objects.requireNonNull(state.flight()), this.problems.lost(), true);
				continue;
			}
			AccessToken token = state.token(now);
			if (token != null) {
				if (state.isRequestDue(now)) {
					launch(state, now);
				}
				if (state.failures() > 0) {
					this.tally.servedStale.increment();
				}
				return token;
			}
			Flight flight = (state.flight() != null) ? state.flight() : launchForLogin(state, now);
			if (flight != null) {
				return await(flight);
			}
		}
	}

	private @Nullable Flight launchForLogin(CacheState state, Instant now) {
		if (state.isClosed()) {
			throw this.problems.closed();
		}
		if (state.isFailureFresh(now)) {
			throw this.problems.tooSoon(state, now);
		}
		return launch(state, now);
	}

	// Nothing if the state has changed meanwhile: whoever calls looks at the new one
	private @Nullable Flight launch(CacheState state, Instant now) {
		Flight flight = new Flight();
		// Connecting and reading may take the time-out each
		if (!move(state, state.launched(flight, now, now.plus(this.timeout.multipliedBy(2))))) {
			return null;
		}
		try {
			this.timing.scheduler().start(() -> fly(flight));
		}
		catch (Throwable ex) {
			fail(flight, this.problems.unexpected(ex), false);
		}
		return flight;
	}

	private void fly(Flight flight) {
		try {
			arrive(flight, this.source.fetch());
		}
		catch (TokenException ex) {
			fail(flight, ex, false);
		}
		catch (Throwable ex) {
			fail(flight, this.problems.unexpected(ex), false);
		}
	}

	private void arrive(Flight flight, AccessToken token) {
		double random = this.timing.random().getAsDouble();
		double phase = this.timing.random().getAsDouble();
		CacheState state;
		CacheState next;
		do {
			state = this.state;
			next = state.arrived(flight, token, now(), this.schedule, random, phase);
		}
		while (!move(state, next));
		(state.isNews(token) ? this.tally.fetched : this.tally.unchanged).increment();
		if (state.failures() > 0) {
			logger.info(this.problems.over(state));
		}
		flight.land(Objects.requireNonNull(next.held()).token());
	}

	private void fail(Flight flight, TokenException exception, boolean lost) {
		double random = this.timing.random().getAsDouble();
		CacheState state;
		do {
			state = this.state;
			if (state.flight() != flight) {
				flight.fail(exception);
				return;
			}
		}
		while (!move(state, state.failed(exception, lost, now(), random)));
		if (state.failures() == 0 && state.held() != null && state.tokenOfLastResort(now()) != null) {
			logger.warn(this.problems.begun(state.held(), exception));
		}
		(lost ? this.tally.lost : this.tally.failed).increment();
		flight.fail(exception);
	}

	private AccessToken await(Flight flight) {
		try {
			boolean over = flight.await(this.timeout);
			AccessToken token = flight.token();
			if (token != null) {
				return token;
			}
			return lastResort((over && flight.failure() != null) ? this.problems.failed(flight.failure())
					: this.problems.timeout(this.state, now()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw this.problems.interrupted(ex);
		}
	}

	// A token that one server refused is still better than none
	private AccessToken lastResort(TokenException exception) {
		AccessToken token = this.state.tokenOfLastResort(now());
		if (token == null) {
			throw exception;
		}
		this.tally.servedStale.increment();
		return token;
	}

	private boolean move(CacheState from, CacheState to) {
		if (!STATE.compareAndSet(this, from, to)) {
			return false;
		}
		if (this.timer != null) {
			this.timer.plan(to);
		}
		return true;
	}

	private void onTime(CacheState state) {
		Flight flight = state.flight();
		if (flight != null) {
			fail(flight, this.problems.lost(), true);
		}
		else {
			launch(state, now());
		}
	}

	private Instant now() {
		return this.timing.clock().instant();
	}

}
