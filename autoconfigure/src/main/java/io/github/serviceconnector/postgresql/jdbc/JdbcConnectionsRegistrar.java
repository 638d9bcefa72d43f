package io.github.serviceconnector.postgresql.jdbc;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;

/**
 * Registers the login, connection details and a pooled data source for each of the other
 * connections.
 */
final class JdbcConnectionsRegistrar extends OtherConnectionsRegistrar {

	@Override
	protected void register(String name, Decision decision, DefaultListableBeanFactory beanFactory) {
		if (decision instanceof Decision.Passwordless passwordless) {
			beanFactory.registerBeanDefinition(name + "TokenLease", definition(name, TokenLease.class,
					() -> TokenLeaseFactory.create(beanFactory, passwordless, properties(beanFactory).token())));
			beanFactory.registerBeanDefinition(name + "TokenLogin",
					definition(name, TokenLogin.class, () -> login(name, passwordless, beanFactory)));
		}
		String details = name + "JdbcConnectionDetails";
		beanFactory.registerBeanDefinition(details,
				definition(name, JdbcConnectionDetails.class, () -> details(name, decision, beanFactory)));
		beanFactory.registerBeanDefinition(name + "DataSource",
				definition(name, DataSource.class,
						() -> new PooledDataSource(beanFactory.getBean(Environment.class), name)
							.create(beanFactory.getBean(details, JdbcConnectionDetails.class))));
	}

	private static TokenLogin login(String name, Decision.Passwordless decision, BeanFactory beanFactory) {
		return TokenLogin.of(decision.login(), beanFactory.getBean(name + "TokenLease", TokenLease.class),
				TlsWish.of(properties(beanFactory), beanFactory));
	}

	private static JdbcConnectionDetails details(String name, Decision decision, BeanFactory beanFactory) {
		return (decision instanceof Decision.Password password) ? new PasswordJdbcConnectionDetails(password)
				: new PasswordlessJdbcConnectionDetails(tokenLogin(name, decision, beanFactory));
	}

	private static ServiceConnectorPostgresqlProperties properties(BeanFactory beanFactory) {
		return beanFactory.getBean(Decisions.class).properties();
	}

	/**
	 * A connection whose binding brings a password.
	 *
	 * @param decision the decision, whose password is a secret
	 */
	private record PasswordJdbcConnectionDetails(Decision.Password decision) implements JdbcConnectionDetails {

		@Override
		public String getJdbcUrl() {
			return this.decision.login().url().toUrl();
		}

		@Override
		public @Nullable String getUsername() {
			return this.decision.login().role();
		}

		@Override
		public @Nullable String getPassword() {
			return this.decision.password().value();
		}

	}

}
