package io.github.serviceconnector.postgresql.actuate;

import java.util.ArrayList;
import java.util.List;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import io.github.serviceconnector.postgresql.jdbc.OtherConnectionsRegistrar;
import io.github.serviceconnector.postgresql.jdbc.TokenLogin;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * One of the application's connections, and the beans that log it in.
 *
 * @param name {@code primary} for the application's own, or {@code spring.datasource}
 * where another is bound by that name; {@code default} for another that has no name
 * @param decision what was decided on it
 * @param prefix what the names of its beans begin with
 * @param beanFactory where they are
 */
record ConnectionBeans(String name, Decision decision, String prefix, ConfigurableListableBeanFactory beanFactory) {

	/**
	 * Finds the connections.
	 * @param decisions what was decided
	 * @param beanFactory the context's beans
	 * @return the connections, the application's own first
	 */
	static List<ConnectionBeans> all(Decisions decisions, ConfigurableListableBeanFactory beanFactory) {
		// One that is bound by that name keeps it
		String own = decisions.others().containsKey("primary") ? "spring.datasource" : "primary";
		List<ConnectionBeans> all = new ArrayList<>();
		all.add(new ConnectionBeans(own, decisions.primary(), "serviceConnector", beanFactory));
		decisions.others().forEach((bound, decision) -> {
			String name = OtherConnectionsRegistrar.nameOf(bound);
			all.add(new ConnectionBeans(name, decision, name, beanFactory));
		});
		return all;
	}

	/**
	 * Finds the connections that log in with a token. None does where the starter stands
	 * aside for beans of the application's.
	 * @param decisions what was decided
	 * @param beanFactory the context's beans
	 * @return the connections, the application's own first
	 */
	static List<ConnectionBeans> withToken(Decisions decisions, ConfigurableListableBeanFactory beanFactory) {
		return all(decisions, beanFactory).stream().filter(ConnectionBeans::hasToken).toList();
	}

	boolean hasToken() {
		return this.decision instanceof Decision.Passwordless && this.beanFactory.containsBean(lease());
	}

	TokenLease tokenLease() {
		return this.beanFactory.getBean(lease(), TokenLease.class);
	}

	/**
	 * Returns the login.
	 * @return the login, {@code null} as long as nobody has wanted it: making it may take
	 * a token
	 */
	@Nullable TokenLogin tokenLogin() {
		return (this.beanFactory.getSingleton(this.prefix + "TokenLogin") instanceof TokenLogin login) ? login : null;
	}

	private String lease() {
		return this.prefix + "TokenLease";
	}

}
