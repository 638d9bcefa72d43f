package io.github.serviceconnector.postgresql.jdbc;

import javax.sql.DataSource;
import javax.sql.XADataSource;

import io.github.serviceconnector.postgresql.PasswordlessConnection;
import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.binding.HostAndPort;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.identity.AccessToken;
import io.github.serviceconnector.postgresql.identity.LazyCredentialBeans;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.postgresql.Driver;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.XADataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of a {@link DataSource} that logs in with a Microsoft Entra token.
 */
@AutoConfiguration(before = { DataSourceAutoConfiguration.class, XADataSourceAutoConfiguration.class },
		beforeName = "io.agroal.springframework.boot.AgroalDataSourceAutoConfiguration")
@ConditionalOnClass({ Driver.class, JdbcConnectionDetails.class })
@Conditional(OnPasswordlessCondition.class)
@ConditionalOnMissingBean({ DataSource.class, XADataSource.class, JdbcConnectionDetails.class })
@EnableConfigurationProperties(ServiceConnectorPostgresqlProperties.class)
public final class PasswordlessJdbcAutoConfiguration {

	private static final Log logger = LogFactory.getLog(PasswordlessJdbcAutoConfiguration.class);

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
		return TokenLogin.of(valid(decisions.primary()).login(), lease, TlsWish.of(properties, beanFactory));
	}

	@Bean
	PasswordlessJdbcConnectionDetails jdbcConnectionDetails(TokenLogin tokenLogin) {
		Decision.Login login = tokenLogin.login();
		logger.info("PostgreSQL at " + login.url().address() + ", database " + login.url().database()
				+ ", is entered as " + tokenLogin.role() + " with a token of the "
				+ tokenLogin.lease().identity().description() + " (binding: " + login.origin() + ")");
		return new PasswordlessJdbcConnectionDetails(tokenLogin);
	}

	@Bean
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
