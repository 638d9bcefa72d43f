package io.github.serviceconnector.postgresql.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import io.github.serviceconnector.postgresql.jdbc.TokenLogin;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * Shows whom each connection enters which database as, and until when its token is valid.
 * It asks nobody.
 */
final class TokenInfoContributor implements InfoContributor {

	private final Decisions decisions;

	private final ConfigurableListableBeanFactory beanFactory;

	TokenInfoContributor(Decisions decisions, ConfigurableListableBeanFactory beanFactory) {
		this.decisions = decisions;
		this.beanFactory = beanFactory;
	}

	@Override
	public void contribute(Info.Builder builder) {
		Map<String, Object> connections = new LinkedHashMap<>();
		for (ConnectionBeans connection : ConnectionBeans.withToken(this.decisions, this.beanFactory)) {
			if (connection.decision() instanceof Decision.Passwordless passwordless) {
				connections.put(connection.name(),
						describe(passwordless.login(), connection.tokenLease(), connection.tokenLogin()));
			}
		}
		builder.withDetail("serviceconnector", connections);
	}

	private static Map<String, Object> describe(Decision.Login login, TokenLease lease, @Nullable TokenLogin made) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("host", login.url().address());
		description.put("database", login.url().database());
		String role = (made != null) ? made.role() : login.role();
		if (role != null) {
			description.put("role", role);
		}
		description.put("identity", lease.identity().description());
		lease.cache().current().ifPresent((token) -> description.put("tokenExpiresOn", token.expiresOn()));
		return description;
	}

}
