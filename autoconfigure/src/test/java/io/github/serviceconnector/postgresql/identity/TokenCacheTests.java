package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a cache does when something goes wrong, on a virtual clock.
 */
class TokenCacheTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final VirtualTime time = new VirtualTime();

	private final ScriptedSource source = new ScriptedSource(this.time, Duration.ofHours(24));

	private final TokenCache cache = cache(RefreshMode.BACKGROUND);

	private TokenCache cache(RefreshMode mode) {
		return new TokenCache("handle", "managed identity", this.source, TIMEOUT, mode, this.time.timing());
	}

	@Test
	void loginWhenFailureIsFreshFailsAtOnceAndQuotesIt() {
		this.source.fail();
		assertRefused("The endpoint is down.");
		this.time.moveWallClock(Duration.ofMillis(500));
		assertRefused("The endpoint is down. That was 500 ms ago. The next request is made in 250 ms.");
		assertThat(this.source.requests()).isEqualTo(1);
	}

	@Test
	void loginWhenStepIsOverTriesAnew() {
		this.source.fail();
		assertRefused("The endpoint is down.");
		this.source.recover();
		this.time.moveWallClock(Duration.ofSeconds(1));
		assertThat(this.cache.token().value()).isEqualTo("token-2");
	}

	@Test
	void loginWhenFailuresGoOnWaitsHalfAMinuteAtMost() {
		this.source.fail();
		this.cache.prefetch();
		this.time.pass(Duration.ofHours(1));
		this.source.recover();
		this.time.pass(this.time.untilNext().minusMinutes(1));
		assertThat(this.cache.token().value()).isNotNull();
	}

	@Test
	void refreshWhenFailuresGoOnIsTriedEveryFewMinutes() {
		this.time.random(1);
		this.source.fail();
		this.cache.prefetch();
		this.time.pass(Duration.ofHours(1));
		int before = this.source.requests();
		this.time.pass(Duration.ofHours(1));
		assertThat(this.source.requests() - before).isEqualTo(12);
	}

	@Test
	void refreshWhenProviderAsksForTimeWaits() {
		this.source.failAskingFor(Duration.ofSeconds(90));
		this.cache.prefetch();
		this.time.pass(Duration.ofSeconds(90));
		assertThat(this.source.requests()).isEqualTo(1);
		this.time.pass(Duration.ofSeconds(45));
		assertThat(this.source.requests()).isEqualTo(2);
	}

	@Test
	void loginWhenProviderAsksForTimeFailsAtOnceUntilThen() {
		this.source.failAskingFor(Duration.ofSeconds(90));
		assertRefused("Too many requests.");
		this.source.recover();
		this.time.moveWallClock(Duration.ofSeconds(89));
		assertRefused("The next request is made in 1 second.");
		this.time.moveWallClock(Duration.ofSeconds(1));
		assertThat(this.cache.token().value()).isEqualTo("token-2");
	}

	@Test
	void retryWhenProviderAsksForADayComesBeforeTheTokenEnds() {
		this.cache.prefetch();
		this.time.pass(this.time.untilNext().minusSeconds(1));
		this.source.failAskingFor(Duration.ofDays(1));
		this.time.pass(Duration.ofSeconds(1));
		assertThat(this.source.requests()).isEqualTo(2);
		this.source.recover();
		this.time.pass(Duration.ofHours(15));
		assertThat(this.cache.status().counts().fetched()).isGreaterThanOrEqualTo(2);
	}

	@Test
	void permanentFailureIsRetriedSlowlyButNeverGivenUp() {
		this.time.random(1);
		this.source.failPermanently();
		this.cache.prefetch();
		this.time.pass(Duration.ofMinutes(5).minusSeconds(1));
		assertThat(this.source.requests()).isEqualTo(1);
		this.time.pass(Duration.ofDays(3));
		assertThat(this.source.requests()).isEqualTo(1 + 3 * 24 * 12 - 1 + 1);
		this.source.recover();
		this.time.pass(Duration.ofMinutes(5));
		assertThat(this.cache.current()).isPresent();
	}

	@Test
	void loginWhenFailureIsPermanentTriesEveryHalfMinute() {
		this.source.failPermanently();
		assertRefused("The secret is disabled.");
		this.time.moveWallClock(Duration.ofSeconds(29));
		assertRefused("The next request is made in 1 second.");
		assertThat(this.source.requests()).isEqualTo(1);
		this.time.moveWallClock(Duration.ofSeconds(1));
		assertRefused("The secret is disabled.");
		assertThat(this.source.requests()).isEqualTo(2);
	}

	@Test
	void failureKeepsWhatItKnows() {
		this.source.failPermanently();
		assertThatExceptionOfType(TokenException.class).isThrownBy(this.cache::token).satisfies((exception) -> {
			assertThat(exception.isPermanent()).isTrue();
			assertThat(exception.getAction()).isEqualTo("Make a new one.");
		});
	}

	@Test
	void defectOfSourceNamesIdentity() {
		TokenCache broken = new TokenCache("handle", "managed identity", () -> {
			throw new IllegalStateException("odd");
		}, TIMEOUT, RefreshMode.BACKGROUND, this.time.timing());
		assertThatExceptionOfType(TokenException.class).isThrownBy(broken::token)
			.withMessage("No token of the managed identity could be fetched: java.lang.IllegalStateException: odd");
	}

	@Test
	void sameTokenIsNoRefresh() {
		AccessToken first = this.cache.token();
		this.source.answer(first.value(), first.expiresOn().plusSeconds(60));
		this.time.pass(Duration.ofHours(18));
		TokenStatus status = this.cache.status();
		assertThat(status.counts().unchanged()).isBetween(10L, 40L);
		assertThat(status.counts().fetched()).isEqualTo(1);
		assertThat(status.expiresOn()).isEqualTo(first.expiresOn());
		assertThat(status.age()).isEqualTo(Duration.ofHours(18));
		this.source.recover();
		this.time.pass(Duration.ofMinutes(30));
		assertThat(this.cache.status().counts().fetched()).isEqualTo(2);
	}

	@Test
	void olderTokenIsNoRefresh() {
		AccessToken first = this.cache.token();
		this.source.answer("older", first.expiresOn().minusSeconds(60));
		this.time.pass(Duration.ofHours(13));
		assertThat(this.cache.token()).isEqualTo(first);
		assertThat(this.cache.status().counts().unchanged()).isPositive();
	}

	@Test
	void requestWithoutAnswerIsGivenUp() {
		this.time.silent(true);
		this.cache.prefetch();
		this.time.silent(false);
		this.time.pass(TIMEOUT.multipliedBy(2).plusSeconds(1));
		assertThat(this.cache.status().counts().lost()).isEqualTo(1);
		assertThat(this.cache.current()).isPresent();
	}

	@Test
	void loginWhenMachineSleptDuringARequestMakesAnother() {
		this.time.silent(true);
		this.cache.prefetch();
		this.time.silent(false);
		this.time.moveWallClock(Duration.ofHours(30));
		assertThat(this.cache.token().value()).isEqualTo("token-1");
	}

	@Test
	void modeWithoutTimerRefreshesAtALoginAndServesThePresentTokenMeanwhile() {
		TokenCache lazy = cache(RefreshMode.AT_LOGIN);
		assertThat(lazy.token().value()).isEqualTo("token-1");
		this.time.pass(Duration.ofHours(13));
		assertThat(this.time.planned()).isZero();
		assertThat(this.source.requests()).isEqualTo(1);
		assertThat(lazy.token().value()).isEqualTo("token-1");
		assertThat(this.source.requests()).isEqualTo(2);
		assertThat(lazy.token().value()).isEqualTo("token-2");
		this.time.pass(Duration.ofHours(30));
		assertThat(lazy.token().value()).isEqualTo("token-3");
		assertThat(this.time.planned()).isZero();
	}

	@Test
	void closingCancelsTheRefreshAndLeavesTheTokenToWhoeverIsLoggingIn() {
		AccessToken token = this.cache.token();
		this.cache.close();
		assertThat(this.time.planned()).isZero();
		assertThat(this.cache.token()).isEqualTo(token);
		this.time.pass(Duration.ofHours(30));
		assertRefused("The application context that the token of the managed identity belongs to is closed.");
		this.cache.prefetch();
		assertThat(this.source.requests()).isEqualTo(1);
	}

	@Test
	void statusTellsAllButTheToken() {
		this.cache.prefetch();
		this.source.fail();
		this.time.pass(Duration.ofHours(12));
		this.cache.token();
		TokenStatus status = this.cache.status();
		assertThat(status.fetchedAt()).isEqualTo(VirtualTime.START);
		assertThat(status.age()).isEqualTo(Duration.ofHours(12));
		assertThat(status.lastFailure()).isEqualTo("The endpoint is down.");
		assertThat(status.counts().failed()).isEqualTo(status.failuresInARow()).isPositive();
		assertThat(status.counts().servedStale()).isEqualTo(1);
		assertThat(status.toString()).doesNotContain("token-1").contains("The endpoint is down.");
	}

	@Test
	void refreshWhenSuspendedRestsAndIsPlannedAgainByTheWallClock() {
		this.cache.prefetch();
		this.cache.suspend();
		assertThat(this.time.planned()).isZero();
		assertThat(this.cache.status().nextRequestAt()).isNull();
		this.time.pass(Duration.ofHours(1));
		this.cache.resume();
		assertThat(this.source.requests()).isEqualTo(1);
		assertThat(this.time.planned()).isEqualTo(1);
		this.time.pass(Duration.ofHours(12));
		assertThat(this.source.requests()).isEqualTo(2);
	}

	@Test
	void resumeWhenTokenHasExpiredMeanwhileReplacesItAtOnce() {
		this.source.answer("short", this.time.instant().plusSeconds(1));
		this.cache.prefetch();
		this.source.recover();
		this.cache.suspend();
		this.time.moveWallClock(Duration.ofSeconds(2));
		this.cache.resume();
		this.time.pass(Duration.ZERO);
		assertThat(this.source.requests()).isEqualTo(2);
		assertThat(this.cache.status().expiresOn()).isEqualTo(this.time.instant().plus(Duration.ofHours(24)));
	}

	@Test
	void resumeWhenMachineSleptPastTheTokensEndReplacesItAtOnce() {
		this.cache.prefetch();
		this.time.moveWallClock(Duration.ofDays(3));
		this.cache.resume();
		this.time.pass(Duration.ZERO);
		assertThat(this.source.requests()).isEqualTo(2);
	}

	@Test
	void resumeWhenRefreshFailedLetsTheNextTryStandAndWhenClosedDoesNothing() {
		this.source.fail();
		this.cache.prefetch();
		this.cache.suspend();
		this.cache.resume();
		assertThat(this.time.planned()).isEqualTo(1);
		this.cache.close();
		this.cache.resume();
		assertThat(this.time.planned()).isZero();
	}

	@Test
	void loginWhenSuspendedStillGetsAToken() {
		this.cache.suspend();
		assertThat(this.cache.token().value()).isEqualTo("token-1");
		assertThat(this.time.planned()).isZero();
	}

	private void assertRefused(String message) {
		assertThatExceptionOfType(TokenException.class).isThrownBy(this.cache::token).withMessageContaining(message);
	}

}
