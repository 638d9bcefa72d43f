package io.github.serviceconnector.postgresql.jdbc;

import io.github.serviceconnector.postgresql.binding.AzureCloud;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.JdbcUrl;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Matches when a migration tool has a URL of its own that is entered with a token, too:
 * it brings no password, and names the bound server or another of Azure's.
 */
abstract class OnMigrationUrlCondition extends SpringBootCondition {

	private final String prefix;

	OnMigrationUrlCondition(String prefix) {
		this.prefix = prefix;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Service Connector PostgreSQL");
		Assert.state(context.getBeanFactory() != null, "A condition on beans has a bean factory");
		Decisions decisions = context.getBeanFactory().getBeanProvider(Decisions.class).getIfAvailable();
		if (decisions == null || !(decisions.primary() instanceof Decision.Passwordless primary)) {
			return ConditionOutcome.noMatch(message.because("the application's own connection is not passwordless"));
		}
		Environment environment = context.getEnvironment();
		JdbcUrl url = url(environment.getProperty(this.prefix + ".url"));
		if (url == null) {
			return ConditionOutcome.noMatch(message.because("'" + this.prefix + ".url' names no PostgreSQL server"));
		}
		if (url.parameter("password") != null
				|| StringUtils.hasText(environment.getProperty(this.prefix + ".password"))) {
			return ConditionOutcome.noMatch(message.because("'" + this.prefix + ".url' has a password"));
		}
		boolean known = url.servers()
			.stream()
			.allMatch((server) -> AzureCloud.ofHost(server.host()) != null
					|| primary.login().url().servers().contains(server));
		return new ConditionOutcome(known, message.because("'" + this.prefix + ".url' names "
				+ (known ? "the bound server or another of Azure's" : "a host that is not Azure's")));
	}

	private @Nullable JdbcUrl url(@Nullable String url) {
		if (url == null || !JdbcUrl.isPostgresql(url)) {
			return null;
		}
		try {
			return JdbcUrl.parse(new Setting(this.prefix + ".url", url, "the environment", 0));
		}
		catch (InvalidSettingException ex) {
			// Not of the form that names a server: the tool says what is wrong
			return null;
		}
	}

	/** For Flyway. */
	static final class Flyway extends OnMigrationUrlCondition {

		Flyway() {
			super("spring.flyway");
		}

	}

	/** For Liquibase. */
	static final class Liquibase extends OnMigrationUrlCondition {

		Liquibase() {
			super("spring.liquibase");
		}

	}

}
