package io.github.serviceconnector.postgresql.diagnostics;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.environment.DecisionsPropertySource;
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
	public @Nullable FailureAnalysis analyze(Throwable rootFailure) {
		CauseChain chain = CauseChain.of(rootFailure);
		// The token's own analyzer tells of it
		if (chain.tokenFailure() != null) {
			return null;
		}
		DatabaseFailure failure = DatabaseFailure.of(chain);
		FailedLogin failed = chain.failedLogin();
		Decision.Login login = (failed != null) ? failed.login() : null;
		// A statement's failure does not say whose it is, nor does that of R2DBC's pool
		if (login == null && (failure == DatabaseFailure.NO_GRANT_ON_SCHEMA
				|| chain.hasNamed("io.r2dbc.spi.R2dbcTimeoutException"))) {
			login = onlyLogin(chain);
		}
		return (failure != null && login != null) ? failure.explain(login, chain).analysis(rootFailure) : null;
	}

	// The beans of a failed context are gone, and their definitions are not
	private Decision.@Nullable Login onlyLogin(CauseChain chain) {
		Decisions decisions = DecisionsPropertySource.find(this.environment);
		return (decisions != null && decisions.primary() instanceof Decision.Passwordless passwordless
				&& countBeans(TokenLease.class) == 1 && (chain.isReactive() || countBeans(DataSource.class) == 1))
						? passwordless.login() : null;
	}

	private int countBeans(Class<?> type) {
		return (this.beanFactory instanceof ListableBeanFactory beans)
				? beans.getBeanNamesForType(type, true, false).length : 0;
	}

}
