package io.github.serviceconnector.postgresql.r2dbc;

import java.util.Map;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.jdbc.OtherConnectionsRegistrar;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;
import org.springframework.boot.r2dbc.ConnectionFactoryDecorator;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.core.env.Environment;

/**
 * Registers connection details and a connection factory for each of the other
 * connections.
 */
final class R2dbcConnectionsRegistrar extends OtherConnectionsRegistrar {

	private final Environment environment;

	R2dbcConnectionsRegistrar(BeanFactory beanFactory, Environment environment) {
		super(beanFactory);
		this.environment = environment;
	}

	@Override
	protected void register(String name, Decision decision, BeanDefinitionRegistry registry) {
		String details = name + "R2dbcConnectionDetails";
		registry.registerBeanDefinition(details,
				definition(name, R2dbcConnectionDetails.class, () -> details(name, decision)));
		registry.registerBeanDefinition(name + "ConnectionFactory",
				definition(name, ConnectionFactory.class, () -> connectionFactory(name, details)));
	}

	private R2dbcConnectionDetails details(String name, Decision decision) {
		if (decision instanceof Decision.Password password) {
			ConnectionFactoryOptions options = password(password);
			return () -> options;
		}
		return PasswordlessR2dbcConnectionDetails.of(tokenLogin(name, decision), Map.of());
	}

	private static ConnectionFactoryOptions password(Decision.Password decision) {
		Decision.Login login = decision.login();
		ConnectionFactoryOptions.Builder options = PasswordlessR2dbcConnectionDetails
			.options(login, login.url(), Map.of())
			.option(ConnectionFactoryOptions.PASSWORD, decision.password().value());
		if (login.role() != null) {
			options.option(ConnectionFactoryOptions.USER, login.role());
		}
		return options.build();
	}

	private ConnectionFactory connectionFactory(String name, String details) {
		ConnectionFactoryOptions options = beanFactory().getBean(details, R2dbcConnectionDetails.class)
			.getConnectionFactoryOptions();
		ConnectionFactory connectionFactory = ConnectionFactoryBuilder.withOptions(options.mutate())
			.decorators(beanFactory().getBeanProvider(ConnectionFactoryDecorator.class).orderedStream().toList())
			.build();
		return PooledConnectionFactory.create(connectionFactory, this.environment, name);
	}

}
