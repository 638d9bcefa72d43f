package io.github.serviceconnector.postgresql.diagnostics;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * A failure and its causes, outermost first.
 *
 * @param links the throwables
 */
record CauseChain(List<Throwable> links) {

	// More than any chain has, in case it leads back into itself
	private static final int MAX_LENGTH = 50;

	CauseChain {
		links = List.copyOf(links);
	}

	static CauseChain of(Throwable failure) {
		List<Throwable> links = new ArrayList<>();
		for (Throwable link = failure; link != null && links.size() < MAX_LENGTH; link = link.getCause()) {
			links.add(link);
		}
		return new CauseChain(links);
	}

	boolean has(Class<? extends Throwable> type) {
		return this.links.stream().anyMatch(type::isInstance);
	}

	// Whether the driver gave the code, with all of the words in its message
	boolean driverSays(String sqlState, String... words) {
		return driver().filter((failure) -> sqlState.equals(failure.getSQLState()))
			.anyMatch((failure) -> List.of(words)
				.stream()
				.allMatch((word) -> String.valueOf(failure.getMessage()).contains(word)));
	}

	// Whether the driver gave the code, and nothing else was the cause
	boolean driverEndsWith(String sqlState) {
		Throwable last = this.links.get(this.links.size() - 1);
		return last instanceof PSQLException failure && sqlState.equals(failure.getSQLState());
	}

	boolean isOfDriver() {
		return has(PSQLException.class);
	}

	boolean names(@Nullable String text) {
		return text != null && driver().anyMatch((failure) -> String.valueOf(failure.getMessage()).contains(text));
	}

	private Stream<SQLException> driver() {
		return this.links.stream().filter(PSQLException.class::isInstance).map(SQLException.class::cast);
	}

}
