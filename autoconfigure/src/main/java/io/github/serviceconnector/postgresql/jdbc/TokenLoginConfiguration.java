package io.github.serviceconnector.postgresql.jdbc;

import io.github.serviceconnector.postgresql.PasswordlessConnection;
import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.binding.HostAndPort;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.identity.AccessToken;
import io.github.serviceconnector.postgresql.identity.LazyCredentialBeans;
import io.github.serviceconnector.postgresql.identity.TokenLease;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * The application's login with a token, one for JDBC and R2DBC together.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServiceConnectorPostgresqlProperties.class)
public final class TokenLoginConfiguration {

	@Bean
	static TokenPrefetch serviceConnectorTokenPrefetch() {
		return new TokenPrefetch();
	}

	@Bean
	static LazyCredentialBeans serviceConnectorLazyCredentialBeans() {
		return new LazyCredentialBeans();
	}

	@Bean
	TokenLease serviceConnectorTokenLease(Decisions decisions, ServiceConnectorPostgresqlProperties properties,
			ConfigurableListableBeanFactory beanFactory) {
		return TokenLeaseFactory.create(beanFactory, valid(decisions.primary()), properties.token());
	}

	@Bean
	TokenLogin serviceConnectorTokenLogin(Decisions decisions, TokenLease lease,
			ServiceConnectorPostgresqlProperties properties, BeanFactory beanFactory) {
		return TokenLogin.of(valid(decisions.primary()).login(), lease,
				TlsWish.of(properties, () -> beanFactory.getBean(SslBundles.class)));
	}

	// A test slice may put an embedded database in the place of the bound one
	@Bean
	@Lazy
	PasswordlessConnection passwordlessConnection(TokenLogin tokenLogin) {
		Decision.Login login = tokenLogin.login();
		HostAndPort server = login.url().servers().get(0);
		TokenLease lease = tokenLogin.lease();
		PasswordlessConnection.Target target = new PasswordlessConnection.Target(server.host(), server.port(),
				login.url().database(), tokenLogin.role(), login.origin().toString(), tokenLogin.tls().verified());
		return new PasswordlessConnection(target, lease.identity().description(),
				() -> lease.cache().current().map(AccessToken::expiresOn));
	}

	private static Decision.Passwordless valid(Decision decision) {
		if (decision instanceof Decision.Passwordless passwordless) {
			return passwordless;
		}
		if (decision instanceof Decision.Invalid invalid) {
			throw invalid.failure();
		}
		throw new IllegalStateException("Not passwordless: " + decision.reason());
	}

}
