package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * All that a cache knows at one moment. It never changes: each event makes the next state
 * of it, and {@link TokenCache} swaps the two in one step.
 */
final class CacheState {

	// Clocks are corrected by less than this all the time
	private static final Duration SET_BACK = Duration.ofMinutes(1);

	// A token this young was fetched for the login that was refused: another is no better
	private static final Duration YOUNG = Duration.ofSeconds(5);

	private static final Duration REJECT_INTERVAL = Duration.ofMinutes(1);

	private final @Nullable Held held;

	private final @Nullable Flight flight;

	private final Instant since;

	private final @Nullable Instant nextAt;

	private final Instant loginAt;

	private final int failures;

	private final @Nullable FailedRequest failure;

	private final @Nullable Instant rejectedAt;

	private final PlannedRefresh refresh;

	private final long quietFrom;

	private final long quietUntil;

	/**
	 * Creates a state.
	 * @param held the token at hand
	 * @param flight the request under way
	 * @param since when this state began
	 * @param nextAt when the request under way is given up, or else the next one is made;
	 * {@code null} before the first one and after the last
	 * @param loginAt until when a login without a token only hears of the last failure
	 * @param failures failed requests in a row
	 * @param failure the last failed request, cured or not
	 * @param rejectedAt when a token was last given up because a server refused it
	 * @param refresh what becomes of the planned requests
	 */
	private CacheState(@Nullable Held held, @Nullable Flight flight, Instant since, @Nullable Instant nextAt,
			Instant loginAt, int failures, @Nullable FailedRequest failure, @Nullable Instant rejectedAt,
			PlannedRefresh refresh) {
		this.held = held;
		this.flight = flight;
		this.since = since;
		this.nextAt = nextAt;
		this.loginAt = loginAt;
		this.failures = failures;
		this.failure = failure;
		this.rejectedAt = rejectedAt;
		this.refresh = refresh;
		this.quietFrom = since.minus(SET_BACK).toEpochMilli();
		this.quietUntil = quietUntil(held, nextAt, failures);
	}

	// Never quiet while requests fail: the logins that are served then are counted
	private static long quietUntil(@Nullable Held held, @Nullable Instant nextAt, int failures) {
		if (held == null || held.refused() || failures > 0) {
			return Long.MIN_VALUE;
		}
		long usableUntil = held.usableUntil().toEpochMilli();
		return (nextAt != null) ? Math.min(nextAt.toEpochMilli(), usableUntil) : usableUntil;
	}

	static CacheState empty(Instant now) {
		return new CacheState(null, null, now, null, now, 0, null, null, PlannedRefresh.DUE);
	}

	/**
	 * Returns the token if there is nothing else to think of: the way of almost every
	 * login.
	 * @param millis the time since the epoch
	 * @return the token, {@code null} if the cache has to be attended to
	 */
	@Nullable AccessToken quietToken(long millis) {
		return (this.held != null && millis < this.quietUntil && millis >= this.quietFrom) ? this.held.token() : null;
	}

	/**
	 * Returns the token that logins get.
	 * @param now the time
	 * @return the token, {@code null} if there is none or it is too near its end
	 */
	@Nullable AccessToken token(Instant now) {
		return (this.held != null && !this.held.refused()) ? tokenOfLastResort(now) : null;
	}

	/**
	 * Returns the token for a login that could not get a better one.
	 * @param now the time
	 * @return the token, even one that a server refused
	 */
	@Nullable AccessToken tokenOfLastResort(Instant now) {
		return (this.held != null && now.isBefore(this.held.usableUntil())) ? this.held.token() : null;
	}

	@Nullable Held held() {
		return this.held;
	}

	@Nullable Flight flight() {
		return this.flight;
	}

	@Nullable FailedRequest failure() {
		return this.failure;
	}

	int failures() {
		return this.failures;
	}

	boolean isClosed() {
		return this.refresh == PlannedRefresh.CLOSED;
	}

	@Nullable Instant nextAt() {
		return (this.refresh == PlannedRefresh.DUE) ? this.nextAt : null;
	}

	/**
	 * Returns how long nothing has to be done.
	 * @return the delay, {@code null} if nothing is planned
	 */
	@Nullable Duration delay() {
		Instant next = nextAt();
		return (next != null) ? Duration.between(this.since, next) : null;
	}

	Instant loginAt() {
		return this.loginAt;
	}

	boolean isRequestDue(Instant now) {
		return this.flight == null && !isClosed()
				&& (this.nextAt == null || !now.isBefore(this.nextAt) || isSetBack(now));
	}

	boolean isFlightOverdue(Instant now) {
		return this.flight != null && this.nextAt != null && !now.isBefore(this.nextAt);
	}

	boolean isFailureFresh(Instant now) {
		return this.failures > 0 && now.isBefore(this.loginAt) && !isSetBack(now);
	}

	/**
	 * Returns whether another token could help a login that a server refused.
	 * @param refused the token it was made with
	 * @param now the time
	 * @return whether the token at hand is to be replaced
	 */
	boolean isReplaceable(AccessToken refused, Instant now) {
		// While the provider fails there is no other token, and this one may suit others
		return this.held != null && isCurrent(refused) && !this.held.refused() && this.failures == 0 && !isClosed()
				&& !isWithin(this.held.confirmedAt(), YOUNG, now)
				&& (this.rejectedAt == null || !isWithin(this.rejectedAt, REJECT_INTERVAL, now));
	}

	boolean isRejected() {
		return this.held != null && this.held.refused();
	}

	boolean isCurrent(AccessToken token) {
		return this.held != null && this.held.token().value().equals(token.value());
	}

	CacheState launched(Flight flight, Instant now, Instant giveUpAt) {
		return new CacheState(this.held, flight, now, giveUpAt, this.loginAt, this.failures, this.failure,
				this.rejectedAt, this.refresh);
	}

	/**
	 * A request brought a token. An old request that was given up may still bring a good
	 * one.
	 * @param flight the request
	 * @param token what it brought
	 * @param now the time
	 * @param schedule when tokens are replaced
	 * @param random chance
	 * @param phase chance, for a token that came at a moment that others share
	 * @return the next state
	 */
	CacheState arrived(Flight flight, AccessToken token, Instant now, RefreshSchedule schedule, double random,
			double phase) {
		Instant next;
		Held arrived;
		if (isNews(token)) {
			boolean onSchedule = this.failures == 0 && token(now) != null;
			arrived = new Held(token, now, now, schedule.usableUntil(now, token.expiresOn()), false);
			next = schedule.refreshAt(now, token.expiresOn(), random, onSchedule ? RefreshSchedule.ON_SCHEDULE : phase);
		}
		else {
			Held same = Objects.requireNonNull(this.held);
			Instant usableUntil = schedule.usableUntil(now, same.token().expiresOn());
			arrived = new Held(same.token(), same.fetchedAt(), now, usableUntil, false);
			next = now.plus(Pacing.afterUnchanged(Duration.between(now, usableUntil), random));
		}
		boolean other = this.flight != null && this.flight != flight;
		return new CacheState(arrived, other ? this.flight : null, now, other ? this.nextAt : next, now, 0,
				this.failure, this.rejectedAt, this.refresh);
	}

	boolean isNews(AccessToken token) {
		return this.held == null || (!isCurrent(token)
				&& (this.held.refused() || token.expiresOn().isAfter(this.held.token().expiresOn())));
	}

	CacheState failed(TokenException exception, boolean lost, Instant now, double random) {
		AccessToken token = tokenOfLastResort(now);
		Duration left = (this.held != null && token != null) ? Duration.between(now, this.held.usableUntil())
				: Duration.ZERO;
		Pacing.Pause pause = Pacing.afterFailure(exception, this.failures + 1, left, random);
		// No better one can be had: what one server refused may still suit others
		Held held = (this.held != null) ? this.held.withRefused(false) : null;
		// Whoever logs in after a long sleep shall not hear of a request from before it
		Instant loginAt = lost ? now : now.plus(pause.login());
		return new CacheState(held, null, now, now.plus(pause.refresh()), loginAt, this.failures + 1,
				new FailedRequest(exception, now,
						(this.failure != null && this.failures > 0) ? this.failure.since() : now),
				this.rejectedAt, this.refresh);
	}

	CacheState rejected(Instant now) {
		Held held = (this.held != null) ? this.held.withRefused(true) : null;
		return new CacheState(held, this.flight, now, (this.flight != null) ? this.nextAt : now, this.loginAt,
				this.failures, this.failure, now, this.refresh);
	}

	CacheState close() {
		return new CacheState(this.held, this.flight, this.since, null, this.loginAt, this.failures, this.failure,
				this.rejectedAt, PlannedRefresh.CLOSED);
	}

	// Logins still get what they need
	CacheState suspend() {
		return isClosed() ? this : new CacheState(this.held, this.flight, this.since, this.nextAt, this.loginAt,
				this.failures, this.failure, this.rejectedAt, PlannedRefresh.SUSPENDED);
	}

	/**
	 * Plans again, by the wall clock, and at once if the token has expired meanwhile: a
	 * process may have been restored from a checkpoint.
	 * @param now the time
	 * @return the next state
	 */
	CacheState resume(Instant now) {
		boolean expired = this.held != null && !now.isBefore(this.held.token().expiresOn());
		if (isClosed() || (this.refresh == PlannedRefresh.DUE && !expired)) {
			return this;
		}
		return new CacheState(this.held, this.flight, now, (expired && this.flight == null) ? now : this.nextAt,
				this.loginAt, this.failures, this.failure, this.rejectedAt, PlannedRefresh.DUE);
	}

	private boolean isSetBack(Instant now) {
		return now.isBefore(this.since.minus(SET_BACK));
	}

	// A start in the future is no start: the clock was set back
	private static boolean isWithin(Instant start, Duration duration, Instant now) {
		return now.isBefore(start.plus(duration)) && !now.isBefore(start.minus(SET_BACK));
	}

	/**
	 * A token at hand.
	 *
	 * @param token the token
	 * @param fetchedAt when it first came
	 * @param confirmedAt when the provider last handed it over
	 * @param usableUntil until when logins get it
	 * @param refused whether a server refused it, and a better one is looked for
	 */
	record Held(AccessToken token, Instant fetchedAt, Instant confirmedAt, Instant usableUntil, boolean refused) {

		Held withRefused(boolean refused) {
			return new Held(this.token, this.fetchedAt, this.confirmedAt, this.usableUntil, refused);
		}

	}

}
