package io.github.serviceconnector.postgresql.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TimeLimit}.
 */
class TimeLimitTests {

	@Test
	void callReturnsWhatTheTaskReturns() throws Exception {
		try (TimeLimit limit = new TimeLimit(Duration.ofMinutes(1))) {
			assertThat(limit.call(() -> "done")).isEqualTo("done");
		}
	}

	@Test
	void callThrowsWhatTheTaskThrows() {
		try (TimeLimit limit = new TimeLimit(Duration.ofMinutes(1))) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> limit.call(() -> {
				throw new IOException("broken");
			})).withMessage("broken");
		}
	}

	@Test
	void callsShareOneLimit() {
		CountDownLatch never = new CountDownLatch(1);
		try (TimeLimit limit = new TimeLimit(Duration.ofMillis(20))) {
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> limit.call(() -> {
					never.await();
					return null;
				}));
			}
		}
	}

}
