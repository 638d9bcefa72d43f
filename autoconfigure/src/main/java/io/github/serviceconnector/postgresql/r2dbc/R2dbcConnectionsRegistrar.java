package io.github.serviceconnector.postgresql.r2dbc;

import java.util.Map;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.jdbc.OtherConnectionsRegistrar;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;
import org.springframework.boot.r2dbc.ConnectionFactoryDecorator;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.core.env.Environment;

/**
 * Registers connection details and a connection factory for each of the other
 * connections.
 */
final class R2dbcConnectionsRegistrar extends OtherConnectionsRegistrar {

	@Override
	protected void register(String name, Decision decision, DefaultListableBeanFactory beanFactory) {
		String details = name + "R2dbcConnectionDetails";
		beanFactory.registerBeanDefinition(details,
				definition(name, R2dbcConnectionDetails.class, () -> details(name, decision, beanFactory)));
		beanFactory.registerBeanDefinition(name + "ConnectionFactory",
				definition(name, ConnectionFactory.class, () -> connectionFactory(name, details, beanFactory)));
	}

	private static R2dbcConnectionDetails details(String name, Decision decision, BeanFactory beanFactory) {
		if (decision instanceof Decision.Password password) {
			ConnectionFactoryOptions options = password(password);
			return () -> options;
		}
		return PasswordlessR2dbcConnectionDetails.of(tokenLogin(name, decision, beanFactory), Map.of());
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

	private static ConnectionFactory connectionFactory(String name, String details, BeanFactory beanFactory) {
		ConnectionFactoryOptions options = beanFactory.getBean(details, R2dbcConnectionDetails.class)
			.getConnectionFactoryOptions();
		ConnectionFactory connectionFactory = ConnectionFactoryBuilder.withOptions(options.mutate())
			.decorators(beanFactory.getBeanProvider(ConnectionFactoryDecorator.class).orderedStream().toList())
			.build();
		return PooledConnectionFactory.create(connectionFactory, beanFactory.getBean(Environment.class), name);
	}

}
