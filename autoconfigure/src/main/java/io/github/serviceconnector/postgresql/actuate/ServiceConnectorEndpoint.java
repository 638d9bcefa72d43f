package io.github.serviceconnector.postgresql.actuate;

import java.util.List;

import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.identity.TokenStatus;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Shows what was decided on each connection, and how its token fares. It asks nobody, so
 * that it may be read as often as one likes.
 */
@Endpoint(id = "serviceconnector")
final class ServiceConnectorEndpoint {

	private final Decisions decisions;

	private final ConfigurableListableBeanFactory beanFactory;

	ServiceConnectorEndpoint(Decisions decisions, ConfigurableListableBeanFactory beanFactory) {
		this.decisions = decisions;
		this.beanFactory = beanFactory;
	}

	@ReadOperation
	Connections connections() {
		return new Connections(ConnectionBeans.all(this.decisions, this.beanFactory)
			.stream()
			.map(ServiceConnectorEndpoint::describe)
			.toList());
	}

	private static ConnectionDescription describe(ConnectionBeans connection) {
		// There is none where the starter stands aside for a DataSource of the
		// application's
		TokenStatus token = connection.hasToken() ? connection.tokenLease().cache().status() : null;
		return ConnectionDescription.of(connection.name(), connection.decision(), token);
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
