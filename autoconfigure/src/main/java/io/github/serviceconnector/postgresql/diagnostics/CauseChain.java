package io.github.serviceconnector.postgresql.diagnostics;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.identity.TokenException;
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

	// Whether the server gave the code, with all of the words in its message
	boolean serverSays(String sqlState, String... words) {
		return driver().filter((failure) -> failure.getServerErrorMessage() != null)
			.anyMatch((failure) -> says(failure, sqlState, words));
	}

	// Whether the driver gave the code itself, with all of the words in its message
	boolean driverSays(String sqlState, String... words) {
		return driver().filter((failure) -> failure.getServerErrorMessage() == null)
			.anyMatch((failure) -> says(failure, sqlState, words));
	}

	// Whether the driver gave the code, and nothing else was the cause
	boolean driverEndsWith(String sqlState) {
		return last() instanceof PSQLException failure && sqlState.equals(failure.getSQLState());
	}

	boolean names(String text) {
		return driver().anyMatch((failure) -> String.valueOf(failure.getMessage()).contains(text));
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
				: driver().map(SQLException::getSQLState).findFirst().orElse(last().getClass().getName());
	}

	private Throwable last() {
		return this.links.get(this.links.size() - 1);
	}

	private Stream<PSQLException> driver() {
		return this.links.stream().filter(PSQLException.class::isInstance).map(PSQLException.class::cast);
	}

	private static boolean says(PSQLException failure, String sqlState, String... words) {
		return sqlState.equals(failure.getSQLState())
				&& Stream.of(words).allMatch((word) -> String.valueOf(failure.getMessage()).contains(word));
	}

	private static <T extends Throwable> @Nullable T first(Stream<Throwable> throwables, Class<T> type) {
		return throwables.filter(type::isInstance).map(type::cast).findFirst().orElse(null);
	}

}
