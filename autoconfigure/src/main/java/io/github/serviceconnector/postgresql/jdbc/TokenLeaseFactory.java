package io.github.serviceconnector.postgresql.jdbc;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties.Token.Refresh;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.identity.RefreshMode;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import io.github.serviceconnector.postgresql.identity.TokenLeases;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Takes the lease that a decision asks for.
 */
public final class TokenLeaseFactory {

	private TokenLeaseFactory() {
	}

	/**
	 * Takes the lease.
	 * @param beanFactory the context's beans
	 * @param decision whose token is wanted
	 * @param token what was told to the starter about tokens
	 * @return the lease, to be closed with the context
	 */
	public static TokenLease create(ConfigurableListableBeanFactory beanFactory, Decision.Passwordless decision,
			ServiceConnectorPostgresqlProperties.Token token) {
		RefreshMode mode = (token.refresh() == Refresh.AT_LOGIN) ? RefreshMode.AT_LOGIN : RefreshMode.BACKGROUND;
		return TokenLeases.acquire(beanFactory, decision.identity(), decision.proxy(), decision.scope(),
				token.timeout(), mode);
	}

}
