package io.github.serviceconnector.postgresql.r2dbc;

import io.github.serviceconnector.postgresql.jdbc.TokenLogin;
import io.r2dbc.spi.ConnectionFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.r2dbc.ConnectionFactoryDecorator;
import org.springframework.boot.r2dbc.OptionsCapableConnectionFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Gives the connection factories that log in with a token their second try. It comes
 * first, so that everybody else's decorators see one login.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class TokenLoginDecorator implements ConnectionFactoryDecorator {

	private final ObjectProvider<LoggingSystem> loggingSystem;

	TokenLoginDecorator(ObjectProvider<LoggingSystem> loggingSystem) {
		this.loggingSystem = loggingSystem;
	}

	@Override
	public ConnectionFactory decorate(ConnectionFactory delegate) {
		OptionsCapableConnectionFactory capable = OptionsCapableConnectionFactory.unwrapFrom(delegate);
		Object login = (capable != null) ? capable.getOptions().getValue(PasswordlessR2dbcConnectionDetails.LOGIN)
				: null;
		if (!(login instanceof TokenLogin tokenLogin)) {
			return delegate;
		}
		WireDump.turnOff(this.loggingSystem.getIfAvailable());
		return new TokenLoginConnectionFactory(delegate, tokenLogin);
	}

}
