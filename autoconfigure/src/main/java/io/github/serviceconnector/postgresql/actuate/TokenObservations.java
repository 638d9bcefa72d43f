package io.github.serviceconnector.postgresql.actuate;

import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Has each connection's requests for a token observed, once the registry is complete.
 */
final class TokenObservations implements SmartInitializingSingleton {

	private final ObservationRegistry registry;

	private final Decisions decisions;

	private final ConfigurableListableBeanFactory beanFactory;

	TokenObservations(ObservationRegistry registry, Decisions decisions, ConfigurableListableBeanFactory beanFactory) {
		this.registry = registry;
		this.decisions = decisions;
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (ConnectionBeans connection : ConnectionBeans.withToken(this.decisions, this.beanFactory)) {
			TokenLease lease = connection.tokenLease();
			lease.observe(new ObservedTokenRequest(this.registry, lease.identity().kind()));
		}
	}

}
