package io.github.serviceconnector.postgresql.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Something to be done.
 *
 * @param id its key
 * @param title what is to be done
 * @param done whether it is
 * @param createdAt when it was written down
 */
record Todo(long id, String title, boolean done, OffsetDateTime createdAt) {

	static final int MAX_TITLE_LENGTH = 120;

	public String age(Instant now) {
		Duration age = Duration.between(this.createdAt.toInstant(), now);
		return (age.toMinutes() < 1) ? "just now" : Durations.inWords(age) + " ago";
	}

}
