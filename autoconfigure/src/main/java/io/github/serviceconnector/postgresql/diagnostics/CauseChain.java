package io.github.serviceconnector.postgresql.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.identity.TokenException;
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

	// Whether the server gave the code, with all of the words in its message
	boolean serverSays(String sqlState, String... words) {
		return driver().filter(DriverError::ofServer).anyMatch((error) -> error.says(sqlState, words));
	}

	// Whether the driver gave the code itself, with all of the words in its message
	boolean driverSays(String sqlState, String... words) {
		return driver().filter((error) -> !error.ofServer()).anyMatch((error) -> error.says(sqlState, words));
	}

	// Whether the driver gave the code, and nothing else was the cause
	boolean driverEndsWith(String sqlState) {
		DriverError last = DriverError.of(last());
		return last != null && sqlState.equals(last.sqlState());
	}

	// For a class that may be absent
	boolean hasNamed(String type) {
		return this.links.stream().anyMatch((link) -> link.getClass().getName().equals(type));
	}

	boolean isReactive() {
		return this.links.stream().anyMatch((link) -> link.getClass().getName().startsWith("io.r2dbc."));
	}

	boolean names(String text) {
		return driver().anyMatch((error) -> error.message().contains(text));
	}

	/**
	 * Returns the first word on a token that could not be had.
	 * @return the exception, {@code null} if no token was missing
	 */
	@Nullable TokenException tokenFailure() {
		return first(this.links.stream(), TokenException.class);
	}

	/**
	 * Returns whose login failed.
	 * @return the mark of the login, {@code null} if it was no login of ours that failed
	 */
	@Nullable FailedLogin failedLogin() {
		return first(this.links.stream().flatMap((link) -> Stream.of(link.getSuppressed())), FailedLogin.class);
	}

	Map<String, List<String>> otherNames() {
		FailedLogin failed = failedLogin();
		return (failed != null) ? failed.otherNames() : Map.of();
	}

	/**
	 * Returns what tells this failure from one with another remedy. A token's failure is
	 * told apart by its action, since its message counts the seconds.
	 * @return a word or two, not for a person
	 */
	String kind() {
		TokenException token = tokenFailure();
		if (token != null) {
			return token.getAction();
		}
		DatabaseFailure known = DatabaseFailure.of(this);
		return (known != null) ? known.name()
				: driver().map((error) -> String.valueOf(error.sqlState()))
					.findFirst()
					.orElse(last().getClass().getName());
	}

	private Throwable last() {
		return this.links.get(this.links.size() - 1);
	}

	private Stream<DriverError> driver() {
		return this.links.stream().map(DriverError::of).filter(Objects::nonNull);
	}

	private static <T extends Throwable> @Nullable T first(Stream<Throwable> throwables, Class<T> type) {
		return throwables.filter(type::isInstance).map(type::cast).findFirst().orElse(null);
	}

}
