package io.github.serviceconnector.postgresql.identity;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP header <a href=
 * "https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">{@code Retry-After}</a>.
 */
final class RetryAfter {

	private static final int MOST_DIGITS = 9;

	private RetryAfter() {
	}

	/**
	 * Parses the header, seconds or an HTTP date.
	 * @param header the header's value, if there is one
	 * @param now the date that the server put on its answer, else the clock's time
	 * @return how long to wait, {@code null} if the header does not say or is in the past
	 */
	static @Nullable Duration parse(@Nullable String header, Instant now) {
		if (header == null) {
			return null;
		}
		String value = header.trim();
		Duration duration = isSeconds(value) ? Duration.ofSeconds(Long.parseLong(value)) : untilDate(value, now);
		return (duration == null || duration.isZero() || duration.isNegative()) ? null : duration;
	}

	private static boolean isSeconds(String value) {
		return !value.isEmpty() && value.length() <= MOST_DIGITS
				&& value.chars().allMatch((digit) -> digit >= '0' && digit <= '9');
	}

	private static @Nullable Duration untilDate(String value, Instant now) {
		try {
			return Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from));
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
