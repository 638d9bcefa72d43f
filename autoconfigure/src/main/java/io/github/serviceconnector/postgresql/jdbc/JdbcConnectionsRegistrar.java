package io.github.serviceconnector.postgresql.jdbc;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;

/**
 * Registers the login, connection details and a pooled data source for each of the other
 * connections.
 */
final class JdbcConnectionsRegistrar extends OtherConnectionsRegistrar {

	private final Environment environment;

	JdbcConnectionsRegistrar(BeanFactory beanFactory, Environment environment) {
		super(beanFactory);
		this.environment = environment;
	}

	@Override
	protected void register(String name, Decision decision, BeanDefinitionRegistry registry) {
		if (decision instanceof Decision.Passwordless passwordless) {
			registry.registerBeanDefinition(name + "TokenLease",
					definition(name, TokenLease.class, () -> lease(passwordless)));
			registry.registerBeanDefinition(name + "TokenLogin",
					definition(name, TokenLogin.class, () -> login(passwordless, name + "TokenLease")));
		}
		String details = name + "JdbcConnectionDetails";
		registry.registerBeanDefinition(details,
				definition(name, JdbcConnectionDetails.class, () -> details(name, decision)));
		registry.registerBeanDefinition(name + "DataSource",
				definition(name, DataSource.class, () -> new PooledDataSource(this.environment, name)
					.create(beanFactory().getBean(details, JdbcConnectionDetails.class))));
	}

	private TokenLease lease(Decision.Passwordless passwordless) {
		return TokenLeaseFactory.create(beanFactory(), passwordless, properties().token());
	}

	private TokenLogin login(Decision.Passwordless passwordless, String lease) {
		return TokenLogin.of(passwordless.login(), beanFactory().getBean(lease, TokenLease.class),
				TlsWish.of(properties(), () -> beanFactory().getBean(SslBundles.class)));
	}

	private JdbcConnectionDetails details(String name, Decision decision) {
		return (decision instanceof Decision.Password password) ? new PasswordJdbcConnectionDetails(password)
				: new PasswordlessJdbcConnectionDetails(tokenLogin(name, decision));
	}

	private ServiceConnectorPostgresqlProperties properties() {
		return beanFactory().getBean(ServiceConnectorPostgresqlProperties.class);
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
