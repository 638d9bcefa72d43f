package io.github.serviceconnector.postgresql.diagnostics;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import io.github.serviceconnector.postgresql.decision.Decision;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells of one binding's failed logins: each cause once, however many connections a pool
 * tries to make. It counts them all.
 */
public final class LoginReport {

	private static final Log logger = LogFactory.getLog(LoginReport.class);

	private final Decision.Login login;

	private final Map<String, List<String>> otherNames = new ConcurrentHashMap<>();

	private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

	private final LongAdder successes = new LongAdder();

	private final LongAdder failures = new LongAdder();

	/**
	 * Creates the report.
	 * @param login who enters which database
	 */
	public LoginReport(Decision.Login login) {
		this.login = login;
	}

	/**
	 * Notes whether a host's certificate names the host.
	 * @param host the host that was asked
	 * @param names the names that its certificate has instead, none if it is the host's
	 */
	public void certificate(String host, List<String> names) {
		if (names.isEmpty()) {
			this.otherNames.remove(host);
		}
		else {
			this.otherNames.put(host, List.copyOf(names));
		}
	}

	/**
	 * Tells of a failed login, if it is the first of its cause.
	 * @param failure what the driver threw; it is marked as this login's
	 */
	public void failed(Throwable failure) {
		this.failures.increment();
		failure.addSuppressed(new FailedLogin(this.login, this.otherNames));
		CauseChain chain = CauseChain.of(failure);
		String cause = chain.kind();
		if (Objects.equals(this.trouble.getAndSet(cause), cause)) {
			logger.debug("The login still fails", failure);
			return;
		}
		FailureExplanation explanation = FailureExplanation.of(failure, this.login);
		logger.warn((explanation != null) ? explanation.problem() + " " + explanation.action()
				: "PostgreSQL at " + this.login.url().address() + " was not entered: " + failure.getMessage());
	}

	/**
	 * Tells that logins succeed again, if the last one did not.
	 */
	public void succeeded() {
		this.successes.increment();
		if (this.trouble.get() != null && this.trouble.getAndSet(null) != null) {
			logger.info("PostgreSQL at " + this.login.url().address() + " is entered again");
		}
	}

	/**
	 * Returns how many logins succeeded.
	 * @return the count since the login was made ready
	 */
	public long successes() {
		return this.successes.sum();
	}

	/**
	 * Returns how many logins failed, after their second try if they had one.
	 * @return the count since the login was made ready
	 */
	public long failures() {
		return this.failures.sum();
	}

}
