package io.github.serviceconnector.postgresql.r2dbc;

import io.github.serviceconnector.postgresql.jdbc.OnPasswordlessCondition;
import io.github.serviceconnector.postgresql.jdbc.TokenLogin;
import io.github.serviceconnector.postgresql.jdbc.TokenLoginConfiguration;
import io.r2dbc.spi.ConnectionFactory;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of a {@link ConnectionFactory} that logs in with a Microsoft Entra
 * token.
 */
@AutoConfiguration(before = R2dbcAutoConfiguration.class)
@ConditionalOnClass(value = { ConnectionFactory.class, R2dbcConnectionDetails.class },
		name = "io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider")
@Conditional({ OnPasswordlessCondition.class, PasswordlessR2dbcAutoConfiguration.NoUrlOfItsOwn.class })
@ConditionalOnMissingBean({ ConnectionFactory.class, R2dbcConnectionDetails.class })
@EnableConfigurationProperties(R2dbcProperties.class)
@Import({ TokenLoginConfiguration.class, TokenLoginDecorator.class })
public final class PasswordlessR2dbcAutoConfiguration {

	private static final Log logger = LogFactory.getLog(PasswordlessR2dbcAutoConfiguration.class);

	@Bean
	@Nullable PasswordlessR2dbcConnectionDetails r2dbcConnectionDetails(@Nullable TokenLogin tokenLogin,
			R2dbcProperties properties) {
		if (tokenLogin == null) {
			return null;
		}
		PasswordlessR2dbcConnectionDetails details = PasswordlessR2dbcConnectionDetails.of(tokenLogin,
				properties.getProperties());
		logger.info(tokenLogin.description(" through R2DBC"));
		return details;
	}

	static class NoUrlOfItsOwn extends NoneNestedConditions {

		NoUrlOfItsOwn() {
			super(ConfigurationPhase.PARSE_CONFIGURATION);
		}

		@ConditionalOnProperty("spring.r2dbc.url")
		static class Url {

		}

	}

}
