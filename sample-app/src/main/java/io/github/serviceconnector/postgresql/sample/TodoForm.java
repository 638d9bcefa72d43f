package io.github.serviceconnector.postgresql.sample;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What the form for a new todo sends.
 *
 * @param title what is to be done, on one line
 */
record TodoForm(@NotBlank(message = "Write what is to be done.") @Size(max = Todo.MAX_TITLE_LENGTH,
		message = "Keep it to {max} characters.") String title) {

	TodoForm {
		title = onOneLine(title);
	}

	private static String onOneLine(@Nullable String text) {
		return (text != null) ? text.replaceAll("(?U)[\\s\\p{Cntrl}]+", " ").strip() : "";
	}

}
