package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RefreshSchedule}.
 */
class RefreshScheduleTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final RefreshSchedule schedule = new RefreshSchedule(TIMEOUT);

	@Test
	void longLifeIsRefreshedShortlyBeforeItsHalf() {
		assertThat(refresh(Duration.ofHours(24), 0, 1)).isEqualTo(Duration.ofMinutes(576));
		assertThat(refresh(Duration.ofHours(24), 1, 1)).isEqualTo(Duration.ofMinutes(691).plusSeconds(12));
	}

	@Test
	void firstRefreshIsAPartOfTheInterval() {
		assertThat(refresh(Duration.ofHours(24), 1, 0)).isEqualTo(Duration.ofMinutes(34).plusMillis(33600));
		assertThat(refresh(Duration.ofHours(24), 1, 0.5)).isBetween(Duration.ofHours(6), Duration.ofHours(7));
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 20, 45, 60, 90, 120, 121, 240, 1440 })
	void twoFailedTriesFitBeforeTheMargin(int minutes) {
		Duration life = Duration.ofMinutes(minutes);
		Duration usable = Duration.between(VirtualTime.START,
				this.schedule.usableUntil(VirtualTime.START, VirtualTime.START.plus(life)));
		assertThat(refresh(life, 1, 1).plus(TIMEOUT.multipliedBy(3)).plus(Pacing.LONGEST_TWO_STEPS))
			.isLessThanOrEqualTo(usable);
		assertThat(usable).isEqualTo(life.minus(RefreshSchedule.MARGIN));
	}

	@ParameterizedTest
	@ValueSource(longs = { Long.MIN_VALUE / 2_000_000_000, -3600, 0, 1, 60, 150, 300 })
	void strangeLifeIsTriedForAMinuteAndNotRefreshedTwiceWithinSeconds(long seconds) {
		Duration life = Duration.ofSeconds(seconds);
		assertThat(this.schedule.usableUntil(VirtualTime.START, VirtualTime.START.plus(life)))
			.isAfterOrEqualTo(VirtualTime.START.plusSeconds(60));
		assertThat(refresh(life, 0, 0)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void endlessLifeIsCounted() {
		assertThat(this.schedule.usableUntil(VirtualTime.START, Instant.MAX)).isAfter(VirtualTime.START);
		assertThat(this.schedule.refreshAt(VirtualTime.START, Instant.MAX, 1, 1)).isAfter(VirtualTime.START);
	}

	private Duration refresh(Duration life, double jitter, double phase) {
		return Duration.between(VirtualTime.START,
				this.schedule.refreshAt(VirtualTime.START, VirtualTime.START.plus(life), jitter, phase));
	}

}
