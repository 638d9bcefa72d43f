package io.github.serviceconnector.postgresql.sample;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Durations}.
 */
class DurationsTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			PT-1H,       less than a minute
			PT0S,        less than a minute
			PT59.999S,   less than a minute
			PT1M,        1 min
			PT59M59S,    59 min
			PT1H,        1 h
			PT23H59M59S, 23 h 59 min
			PT24H,       24 h
			PT47H59M,    47 h 59 min
			P2D,         2 d
			P3DT4H5M,    3 d 4 h
			""")
	void inWordsGivesTheTwoLargestUnits(Duration duration, String words) {
		assertThat(Durations.inWords(duration)).isEqualTo(words);
	}

}
