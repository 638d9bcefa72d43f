package io.github.serviceconnector.postgresql.jdbc;

import java.util.function.Supplier;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers connection details and a pooled data source for each of the other
 * connections. They are found by qualifier alone, so that whatever wants the
 * application's own is not confused.
 */
final class OtherConnectionsRegistrar implements ImportBeanDefinitionRegistrar {

	private static final String UNNAMED = "default";

	private final ConfigurableListableBeanFactory beanFactory;

	private final Environment environment;

	OtherConnectionsRegistrar(BeanFactory beanFactory, Environment environment) {
		this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
		this.environment = environment;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		Decisions decisions = this.beanFactory.getBeanProvider(Decisions.class).getIfAvailable();
		if (decisions != null) {
			decisions.others()
				.forEach((name, decision) -> register(name.isEmpty() ? UNNAMED : name, decision, registry));
		}
	}

	private void register(String name, Decision decision, BeanDefinitionRegistry registry) {
		if (decision instanceof Decision.StandAside) {
			return;
		}
		String lease = name + "TokenLease";
		if (decision instanceof Decision.Passwordless passwordless) {
			registry.registerBeanDefinition(lease, definition(name, TokenLease.class, () -> lease(passwordless)));
		}
		String details = name + "JdbcConnectionDetails";
		registry.registerBeanDefinition(details,
				definition(name, JdbcConnectionDetails.class, () -> details(decision, lease)));
		registry.registerBeanDefinition(name + "DataSource",
				definition(name, DataSource.class, () -> new PooledDataSource(this.environment, name)
					.create(this.beanFactory.getBean(details, JdbcConnectionDetails.class))));
	}

	private static <T> RootBeanDefinition definition(String name, Class<T> type, Supplier<T> supplier) {
		RootBeanDefinition definition = new RootBeanDefinition(type, supplier);
		definition.setDefaultCandidate(false);
		definition.setDestroyMethodName(RootBeanDefinition.INFER_METHOD);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
		return definition;
	}

	private TokenLease lease(Decision.Passwordless passwordless) {
		return TokenLeaseFactory.create(this.beanFactory, passwordless, properties().token());
	}

	private JdbcConnectionDetails details(Decision decision, String lease) {
		if (decision instanceof Decision.Passwordless passwordless) {
			TokenLease tokenLease = this.beanFactory.getBean(lease, TokenLease.class);
			return new PasswordlessJdbcConnectionDetails(
					TokenLogin.of(passwordless.login(), tokenLease, TlsWish.of(properties(), this.beanFactory)));
		}
		if (decision instanceof Decision.Password password) {
			return new PasswordJdbcConnectionDetails(password);
		}
		throw ((Decision.Invalid) decision).failure();
	}

	private ServiceConnectorPostgresqlProperties properties() {
		return this.beanFactory.getBean(ServiceConnectorPostgresqlProperties.class);
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
