package io.github.serviceconnector.postgresql.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

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
		return driver().filter((error) -> sqlState.equals(error.sqlState()))
			.anyMatch((error) -> List.of(words).stream().allMatch(error.message()::contains));
	}

	// Whether the driver gave the code, and nothing else was the cause
	boolean driverEndsWith(String sqlState) {
		DriverError last = DriverError.of(this.links.get(this.links.size() - 1));
		return last != null && sqlState.equals(last.sqlState());
	}

	boolean isOfDriver() {
		return driver().findAny().isPresent();
	}

	// For a class that may be absent
	boolean hasNamed(String type) {
		return this.links.stream().anyMatch((link) -> link.getClass().getName().equals(type));
	}

	boolean names(@Nullable String text) {
		return text != null && driver().anyMatch((error) -> error.message().contains(text));
	}

	private Stream<DriverError> driver() {
		return this.links.stream().map(DriverError::of).filter(Objects::nonNull);
	}

}
