package io.github.serviceconnector.postgresql.jdbc;

import javax.sql.DataSource;
import javax.sql.XADataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.XADataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of a {@link DataSource} that logs in with a Microsoft Entra token.
 */
@AutoConfiguration(before = { DataSourceAutoConfiguration.class, XADataSourceAutoConfiguration.class },
		beforeName = "io.agroal.springframework.boot.AgroalDataSourceAutoConfiguration")
@ConditionalOnClass({ Driver.class, JdbcConnectionDetails.class })
@Conditional(OnPasswordlessCondition.class)
@ConditionalOnMissingBean({ DataSource.class, XADataSource.class, JdbcConnectionDetails.class })
@EnableConfigurationProperties(DataSourceProperties.class)
@Import(TokenLoginConfiguration.class)
public final class PasswordlessJdbcAutoConfiguration {

	private static final Log logger = LogFactory.getLog(PasswordlessJdbcAutoConfiguration.class);

	// An application that uses R2DBC may want no connection of this kind
	@Bean
	@Lazy
	DecidedJdbcConnectionDetails jdbcConnectionDetails(@Nullable TokenLogin tokenLogin,
			DataSourceProperties properties) {
		if (tokenLogin == null) {
			return new ConfiguredJdbcConnectionDetails(properties);
		}
		logger.info(tokenLogin.description(""));
		return new PasswordlessJdbcConnectionDetails(tokenLogin);
	}

}
