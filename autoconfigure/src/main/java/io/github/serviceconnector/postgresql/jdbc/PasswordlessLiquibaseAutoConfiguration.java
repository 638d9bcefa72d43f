package io.github.serviceconnector.postgresql.jdbc;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of Liquibase's own connection, where {@code spring.liquibase.url}
 * gives it one: it logs in with a token as the application does.
 */
@AutoConfiguration(after = PasswordlessByHandAutoConfiguration.class,
		beforeName = "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration")
@ConditionalOnClass(value = LiquibaseConnectionDetails.class, name = "liquibase.integration.spring.SpringLiquibase")
@ConditionalOnBean(PasswordlessJdbc.class)
@ConditionalOnMissingBean(LiquibaseConnectionDetails.class)
@Conditional(OnMigrationUrlCondition.Liquibase.class)
public final class PasswordlessLiquibaseAutoConfiguration {

	@Bean
	Details liquibaseConnectionDetails(PasswordlessJdbc passwordless) {
		return new Details(passwordless.details("spring.liquibase"));
	}

	record Details(PasswordlessJdbcConnectionDetails login) implements LiquibaseConnectionDetails {

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
