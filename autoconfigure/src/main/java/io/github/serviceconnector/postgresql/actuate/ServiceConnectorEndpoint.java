package io.github.serviceconnector.postgresql.actuate;

import java.util.ArrayList;
import java.util.List;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import io.github.serviceconnector.postgresql.identity.TokenStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Shows what was decided on each connection, and how its token fares. It asks nobody, so
 * that it may be read as often as one likes.
 */
@Endpoint(id = "serviceconnector")
final class ServiceConnectorEndpoint {

	private final Decisions decisions;

	private final BeanFactory beanFactory;

	ServiceConnectorEndpoint(Decisions decisions, BeanFactory beanFactory) {
		this.decisions = decisions;
		this.beanFactory = beanFactory;
	}

	@ReadOperation
	Connections connections() {
		List<ConnectionDescription> connections = new ArrayList<>();
		connections.add(describe("", this.decisions.primary(), "serviceConnectorTokenLease"));
		this.decisions.others()
			.forEach((name, decision) -> connections
				.add(describe(name, decision, (name.isEmpty() ? "default" : name) + "TokenLease")));
		return new Connections(connections);
	}

	private ConnectionDescription describe(String name, Decision decision, String lease) {
		return ConnectionDescription.of(name, decision,
				(decision instanceof Decision.Passwordless) ? status(lease) : null);
	}

	// There is none where the starter stands aside for a DataSource of the application's
	private @Nullable TokenStatus status(String lease) {
		return this.beanFactory.containsBean(lease) ? this.beanFactory.getBean(lease, TokenLease.class).cache().status()
				: null;
	}

	/**
	 * The connections.
	 *
	 * @param connections the application's own first
	 */
	record Connections(List<ConnectionDescription> connections) {

		Connections {
			connections = List.copyOf(connections);
		}

	}

}
