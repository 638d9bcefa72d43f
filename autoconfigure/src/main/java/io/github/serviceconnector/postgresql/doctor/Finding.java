package io.github.serviceconnector.postgresql.doctor;

import java.time.Duration;

import io.github.serviceconnector.postgresql.diagnostics.FailureExplanation;
import org.jspecify.annotations.Nullable;

/**
 * What one check found. It holds no secret.
 *
 * @param check what was looked at, a word
 * @param mark how it ended
 * @param text what is to be known
 * @param time how long it took, {@code null} where nothing had to be waited for
 * @param action what to do about it, {@code null} if nothing
 */
record Finding(String check, Mark mark, String text, @Nullable Duration time, @Nullable String action) {

	static Finding of(String check, Mark mark, String text) {
		return new Finding(check, mark, text, null, null);
	}

	static Finding noted(String check, String text, @Nullable String action) {
		return new Finding(check, Mark.NOTED, text, null, action);
	}

	static Finding failed(String check, FailureExplanation explanation) {
		return new Finding(check, Mark.FAILED, explanation.problem(), null, explanation.action());
	}

	static Finding notTried(String check) {
		return of(check, Mark.NOT_TRIED, "not tried");
	}

	Finding in(Duration time) {
		return new Finding(this.check, this.mark, this.text, time, this.action);
	}

}
