package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetryAfter}.
 */
class RetryAfterTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	@Test
	void secondsAreRead() {
		assertThat(RetryAfter.parse(" 120 ", NOW)).isEqualTo(Duration.ofMinutes(2));
	}

	@Test
	void dateIsRead() {
		assertThat(RetryAfter.parse("Tue, 1 Jan 2030 00:01:30 GMT", NOW)).isEqualTo(Duration.ofSeconds(90));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "0", "-1", "soon", "1.5", "99999999999999", "Mon, 31 Dec 2029 23:59:59 GMT",
			"Tue, 32 Jan 2030 00:00:00 GMT" })
	void nonsenseAndThePastAreNoAnswer(@Nullable String header) {
		assertThat(RetryAfter.parse(header, NOW)).isNull();
	}

}
