package io.github.serviceconnector.postgresql.jdbc;

import io.github.serviceconnector.postgresql.PasswordlessConnection;
import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.binding.HostAndPort;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.identity.AccessToken;
import io.github.serviceconnector.postgresql.identity.LazyBeans;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * The application's login with a token, one for JDBC and R2DBC together. An application
 * that was processed ahead of time has these beans whatever is decided when it starts:
 * they are {@code null} where it does not log in with a token.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServiceConnectorPostgresqlProperties.class)
public final class TokenLoginConfiguration {

	@Bean
	static TokenPrefetch serviceConnectorTokenPrefetch() {
		return new TokenPrefetch();
	}

	@Bean
	static LazyBeans serviceConnectorLazyBeans() {
		return new LazyBeans();
	}

	@Bean
	@Nullable TokenLease serviceConnectorTokenLease(Decisions decisions, ConfigurableListableBeanFactory beanFactory) {
		Decision.Passwordless decision = passwordless(decisions);
		return (decision != null) ? TokenLeaseFactory.create(beanFactory, decision, decisions.properties().token())
				: null;
	}

	// It may need a token, and a test slice puts an embedded database in its place
	@Bean
	@Lazy
	@Nullable TokenLogin serviceConnectorTokenLogin(Decisions decisions, @Nullable TokenLease lease, BeanFactory beanFactory) {
		Decision.Passwordless decision = passwordless(decisions);
		return (decision != null && lease != null)
				? TokenLogin.of(decision.login(), lease, TlsWish.of(decisions.properties(), beanFactory)) : null;
	}

	@Bean
	@Lazy
	@Nullable PasswordlessConnection passwordlessConnection(@Nullable TokenLogin tokenLogin) {
		if (tokenLogin == null) {
			return null;
		}
		Decision.Login login = tokenLogin.login();
		HostAndPort server = login.url().servers().get(0);
		TokenLease lease = tokenLogin.lease();
		PasswordlessConnection.Target target = new PasswordlessConnection.Target(server.host(), server.port(),
				login.url().database(), tokenLogin.role(), login.origin().toString(), tokenLogin.tls().verified());
		return new PasswordlessConnection(target, lease.identity().description(),
				() -> lease.cache().current().map(AccessToken::expiresOn));
	}

	private static Decision.@Nullable Passwordless passwordless(Decisions decisions) {
		if (decisions.primary() instanceof Decision.Invalid invalid) {
			throw invalid.failure();
		}
		return (decisions.primary() instanceof Decision.Passwordless passwordless) ? passwordless : null;
	}

}
