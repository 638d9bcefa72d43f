package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A day in the life of a cache with tokens of 24 hours, on a virtual clock.
 */
class TokenCacheDayTests {

	private static final Duration LIFE = Duration.ofHours(24);

	private final VirtualTime time = new VirtualTime();

	private final ScriptedSource source = new ScriptedSource(this.time, LIFE);

	private final TokenCache cache = new TokenCache("handle", "managed identity", this.source, Duration.ofSeconds(30),
			RefreshMode.BACKGROUND, this.time.timing());

	@Test
	void tokenWhenDaysPassIsRefreshedInTheBackgroundOnly() {
		this.cache.prefetch();
		int atLogins = 0;
		for (int minute = 0; minute < 10 * 24 * 60; minute++) {
			this.time.pass(Duration.ofMinutes(1));
			int before = this.source.requests();
			assertServed();
			atLogins += this.source.requests() - before;
		}
		assertThat(atLogins).isZero();
		// The first interval is a part of one, the others are 0.44 of a life
		assertThat(this.source.requests()).isBetween(23, 24);
		assertThat(this.cache.status().counts().servedStale()).isZero();
	}

	@Test
	void tokenWhenProviderIsDownForElevenHoursPastHalfLifeIsServed() {
		outageJustBeforeRefresh(Duration.ofHours(11));
	}

	@Test
	void tokenWhenProviderIsDownForTwelveHoursIsServed() {
		outageJustBeforeRefresh(Duration.ofHours(12));
	}

	private void outageJustBeforeRefresh(Duration outage) {
		this.time.random(0.999);
		this.cache.prefetch();
		this.time.pass(this.time.untilNext().minusSeconds(1));
		this.source.fail();
		int before = this.source.requests();
		for (int minute = 0; minute < outage.toMinutes(); minute++) {
			this.time.pass(Duration.ofMinutes(1));
			assertServed();
		}
		int requests = this.source.requests() - before;
		assertThat(requests).isBetween((int) outage.toMinutes() / 5, (int) outage.toMinutes() / 2);
		assertThat(this.cache.status().failuresInARow()).isEqualTo(requests);
		assertThat(this.cache.status().counts().servedStale()).isPositive();
		this.source.recover();
		this.time.pass(Duration.ofMinutes(5));
		assertThat(this.cache.status().failuresInARow()).isZero();
		assertThat(this.cache.status().age()).isLessThan(Duration.ofMinutes(5));
	}

	@Test
	void loginWhenMachineSleptThroughRefreshGetsTokenAtHandAndStartsIt() {
		this.cache.prefetch();
		this.time.moveWallClock(Duration.ofHours(13));
		assertThat(this.cache.token().value()).isEqualTo("token-1");
		assertThat(this.cache.token().value()).isEqualTo("token-2");
		assertThat(this.source.requests()).isEqualTo(2);
	}

	@Test
	void loginWhenMachineSleptThroughTokenFetchesFirst() {
		this.cache.prefetch();
		this.time.moveWallClock(Duration.ofHours(30));
		assertThat(this.cache.token().value()).isEqualTo("token-2");
		assertThat(this.source.requests()).isEqualTo(2);
		assertThat(this.time.planned()).isEqualTo(1);
	}

	@Test
	void loginWhenClockIsSetBackGetsTokenAndRefreshStaysPlanned() {
		this.cache.prefetch();
		this.time.moveWallClock(Duration.ofMinutes(-10));
		for (int minute = 0; minute < 48 * 60; minute++) {
			this.time.pass(Duration.ofMinutes(1));
			assertServed();
		}
		assertThat(this.source.requests()).isBetween(5, 7);
	}

	@Test
	void loginWhenClockIsSetBackInFailureTriesAnew() {
		this.source.failAskingFor(Duration.ofMinutes(4));
		this.cache.prefetch();
		this.source.recover();
		this.time.moveWallClock(Duration.ofMinutes(-10));
		assertThat(this.cache.token().value()).isEqualTo("token-2");
	}

	@Test
	void loginWhenClockRunsThirtyHoursAheadIsServedWithFewRequests() {
		this.cache.prefetch();
		this.time.moveWallClock(Duration.ofHours(30));
		this.source.answer("real", VirtualTime.START.plus(LIFE));
		for (int second = 0; second < 3600; second++) {
			this.time.pass(Duration.ofSeconds(1));
			assertThat(this.cache.token()).isNotNull();
		}
		assertThat(this.source.requests()).isLessThan(4 * 60);
		this.time.moveWallClock(Duration.ofHours(-30));
		int before = this.source.requests();
		for (int second = 0; second < 3600; second++) {
			this.time.pass(Duration.ofSeconds(1));
			assertThat(this.cache.token()).isNotNull();
		}
		assertThat(this.source.requests() - before).isLessThan(4);
	}

	private void assertServed() {
		assertThat(this.cache.token().expiresOn()).isAfter(this.time.instant().plus(RefreshSchedule.MARGIN));
	}

}
