package io.github.serviceconnector.postgresql.doctor;

import java.util.ArrayList;
import java.util.List;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.diagnostics.FailureExplanation;
import org.jspecify.annotations.Nullable;

/**
 * What is known before anybody is asked: the binding, and what was decided.
 */
final class DecisionFindings {

	private static final String BINDING = "binding";

	private static final String DECISION = "decision";

	private static final String PASSWORD = "password";

	private DecisionFindings() {
	}

	/**
	 * Describes a decision.
	 * @param decision the decision
	 * @param tokensWanted whether it is a failure that no login is made
	 * @return the findings
	 */
	static List<Finding> of(Decision decision, boolean tokensWanted) {
		if (decision instanceof Decision.Invalid invalid) {
			return List.of(Finding.failed(BINDING, FailureExplanation.of(invalid.failure())),
					Finding.notTried(DECISION));
		}
		if (decision instanceof Decision.StandAside standAside) {
			String problem = "left as Spring Boot makes it: " + standAside.reason();
			return List.of(Finding.of(BINDING, Mark.SKIPPED, "none to act on"),
					tokensWanted ? Finding.failed(DECISION, new FailureExplanation(problem, standAside.action()))
							: Finding.of(DECISION, Mark.SKIPPED, problem));
		}
		return ofLogin(decision);
	}

	private static List<Finding> ofLogin(Decision decision) {
		List<Finding> findings = new ArrayList<>();
		Decision.Login login = login(decision);
		if (login != null) {
			findings.add(Finding.of(BINDING, Mark.PASSED, login.origin() + ": " + login.url().address() + ", database "
					+ login.url().database() + ", " + ((login.role() != null) ? "role " + login.role() : "no role")));
			if (!login.ignored().isEmpty()) {
				findings.add(Finding.noted("parameter", login.ignoredProblem(), null));
			}
		}
		if (decision instanceof Decision.Passwordless passwordless) {
			findings.add(Finding.of(DECISION, Mark.PASSED,
					"passwordless, with a token of the " + passwordless.identity().description()));
			passwordless.dropped()
				.forEach((stale) -> findings.add(Finding.noted(PASSWORD, stale.problem(), stale.action())));
		}
		if (decision instanceof Decision.Password password) {
			findings.add(Finding.noted(DECISION, password.description(), password.action()));
		}
		return findings;
	}

	static Decision.@Nullable Login login(Decision decision) {
		if (decision instanceof Decision.Passwordless passwordless) {
			return passwordless.login();
		}
		return (decision instanceof Decision.Password password) ? password.login() : null;
	}

}
