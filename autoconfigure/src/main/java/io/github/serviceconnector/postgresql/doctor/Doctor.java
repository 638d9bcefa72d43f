package io.github.serviceconnector.postgresql.doctor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.diagnostics.FailureExplanation;
import io.github.serviceconnector.postgresql.doctor.Report.ConnectionReport;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import io.github.serviceconnector.postgresql.jdbc.TlsWish;

/**
 * Goes through all that the logins need, one thing after the other, and stops at the
 * first that fails.
 */
final class Doctor {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	private final List<Check> checks = List.of(new DnsCheck(), new TcpCheck(), new TlsCheck(),
			new TokenCheck(InstantSource.system()), new LoginCheck(), new ServerCheck(), new PrincipalCheck(),
			new GrantCheck());

	private final TlsWish tls;

	private final Function<Decision.Passwordless, TokenLease> leases;

	/**
	 * Creates the doctor.
	 * @param tls what was told to the starter about TLS
	 * @param leases gives access to tokens
	 */
	Doctor(TlsWish tls, Function<Decision.Passwordless, TokenLease> leases) {
		this.tls = tls;
		this.leases = leases;
	}

	/**
	 * Examines every connection.
	 * @param decisions what was decided
	 * @return what was found
	 */
	Report examine(Decisions decisions) {
		boolean tokensWanted = Stream.concat(Stream.of(decisions.primary()), decisions.others().values().stream())
			.allMatch(Decision.StandAside.class::isInstance);
		List<ConnectionReport> reports = new ArrayList<>();
		try (TimeLimit limit = new TimeLimit(LIMIT)) {
			reports.add(examine("", decisions.primary(), tokensWanted, limit));
			decisions.others().forEach((name, decision) -> reports.add(examine(name, decision, tokensWanted, limit)));
		}
		return new Report(reports);
	}

	private ConnectionReport examine(String name, Decision decision, boolean tokensWanted, TimeLimit limit) {
		List<Finding> findings = new ArrayList<>(DecisionFindings.of(decision, tokensWanted));
		Decision.Login login = DecisionFindings.login(decision);
		if (login == null) {
			if (isFailed(findings)) {
				this.checks.forEach((check) -> findings.add(Finding.notTried(check.name())));
			}
			return new ConnectionReport(name, findings);
		}
		Examination examination = new Examination(decision, login, this.tls, this.leases, null, null);
		for (Check check : this.checks) {
			if (isFailed(findings)) {
				findings.add(Finding.notTried(check.name()));
				continue;
			}
			examination = examine(check, examination, limit, findings);
		}
		examination.close();
		return new ConnectionReport(name, findings);
	}

	private static boolean isFailed(List<Finding> findings) {
		return findings.get(findings.size() - 1).mark() == Mark.FAILED
				|| findings.get(findings.size() - 1).mark() == Mark.NOT_TRIED;
	}

	private static Examination examine(Check check, Examination examination, TimeLimit limit, List<Finding> findings) {
		long start = System.nanoTime();
		try {
			Check.Result result = limit.call(() -> check.examine(examination));
			Duration time = Duration.ofNanos(System.nanoTime() - start);
			findings.add(Finding.of(check.name(), result.mark(), result.text()).in(time));
			return result.next();
		}
		catch (Exception ex) {
			Duration time = Duration.ofNanos(System.nanoTime() - start);
			findings.add(Finding.failed(check.name(), explain(ex, examination.login())).in(time));
			return examination;
		}
	}

	private static FailureExplanation explain(Exception failure, Decision.Login login) {
		if (failure instanceof CheckFailedException checkFailed) {
			return checkFailed.explanation();
		}
		if (failure instanceof TimeoutException) {
			return new FailureExplanation("no end within the " + LIMIT.toMinutes() + " minutes that all checks have",
					"See from this machine whether the name server, the database and the identity provider answer.");
		}
		return Objects.requireNonNullElseGet(FailureExplanation.of(failure, login),
				() -> new FailureExplanation(failure.toString(),
						"Look into the log of the server; if that does not explain it, report a defect."));
	}

}
