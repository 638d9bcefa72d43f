package io.github.serviceconnector.postgresql.jdbc;

import org.postgresql.Driver;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration that says which bean of the application's makes the starter stand
 * aside, though a binding asks for a login with a token.
 */
@AutoConfiguration(after = PasswordlessJdbcAutoConfiguration.class, before = DataSourceAutoConfiguration.class)
@ConditionalOnClass({ Driver.class, JdbcConnectionDetails.class })
@Conditional(OnPasswordlessCondition.class)
@ConditionalOnMissingBean(DecidedJdbcConnectionDetails.class)
@Import(StandAsideNotice.class)
public final class StandAsideAutoConfiguration {

}
