package io.github.serviceconnector.postgresql.jdbc;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of Flyway's own connection, where {@code spring.flyway.url} gives it
 * one: it logs in with a token as the application does.
 */
@AutoConfiguration(after = PasswordlessByHandAutoConfiguration.class,
		beforeName = "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration")
@ConditionalOnClass(value = FlywayConnectionDetails.class, name = "org.flywaydb.core.Flyway")
@ConditionalOnBean(PasswordlessJdbc.class)
@ConditionalOnMissingBean(FlywayConnectionDetails.class)
@Conditional(OnMigrationUrlCondition.Flyway.class)
public final class PasswordlessFlywayAutoConfiguration {

	@Bean
	Details flywayConnectionDetails(PasswordlessJdbc passwordless) {
		return new Details(passwordless.details("spring.flyway"));
	}

	record Details(PasswordlessJdbcConnectionDetails login) implements FlywayConnectionDetails {

		@Override
		public String getJdbcUrl() {
			return this.login.getJdbcUrl();
		}

		@Override
		public String getUsername() {
			return this.login.getUsername();
		}

		@Override
		public String getPassword() {
			return this.login.getPassword();
		}

		@Override
		public String getDriverClassName() {
			return this.login.getDriverClassName();
		}

	}

}
