package io.github.serviceconnector.postgresql.diagnostics;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.environment.DecisionsPropertySource;
import io.github.serviceconnector.postgresql.identity.TokenException;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;

/**
 * Explains why a start could not use the database, where the login is ours.
 */
final class DatabaseFailureAnalyzer implements FailureAnalyzer {

	private final BeanFactory beanFactory;

	private final Environment environment;

	DatabaseFailureAnalyzer(BeanFactory beanFactory, Environment environment) {
		this.beanFactory = beanFactory;
		this.environment = environment;
	}

	@Override
	public @Nullable FailureAnalysis analyze(Throwable cause) {
		CauseChain chain = CauseChain.of(cause);
		// The token's own analyzer tells of it
		if (!chain.isOfDriver() || chain.has(TokenException.class)) {
			return null;
		}
		DatabaseFailure failure = DatabaseFailure.of(chain);
		Decision.Login login = login(chain);
		return (failure != null && login != null)
				? new FailureAnalysis(failure.description(login), failure.action(login), cause) : null;
	}

	// Of several logins, the one that the driver names: to name another's would mislead
	private Decision.@Nullable Login login(CauseChain chain) {
		List<Decision.Login> logins = logins();
		if (logins.size() == 1) {
			return logins.get(0);
		}
		List<Decision.Login> named = logins.stream()
			.filter((login) -> chain.names("\"" + login.role() + "\"")
					|| chain.names("\"" + login.url().database() + "\"")
					|| login.url().servers().stream().anyMatch((server) -> chain.names(server.host())))
			.toList();
		return (named.size() == 1) ? named.get(0) : null;
	}

	private List<Decision.Login> logins() {
		Decisions decisions = DecisionsPropertySource.find(this.environment);
		if (decisions == null || !logsInWithTokens()) {
			return List.of();
		}
		return Stream.concat(Stream.of(decisions.primary()), decisions.others().values().stream())
			.map((decision) -> (decision instanceof Decision.Passwordless passwordless) ? passwordless.login() : null)
			.filter(Objects::nonNull)
			.toList();
	}

	// The beans of a failed context are gone, and their definitions are not
	private boolean logsInWithTokens() {
		return this.beanFactory instanceof ListableBeanFactory beans
				&& beans.getBeanNamesForType(TokenLease.class, true, false).length > 0;
	}

}
