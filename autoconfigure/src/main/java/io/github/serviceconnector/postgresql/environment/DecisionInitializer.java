package io.github.serviceconnector.postgresql.environment;

import java.util.List;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.binding.Settings;
import io.github.serviceconnector.postgresql.decision.ConnectionChoice;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Decides once, when every property source is there and no bean yet, tests' dynamic
 * properties included. The decision is registered as a bean, and put back into the
 * environment for everybody who reads Spring Cloud Azure's switch.
 */
public final class DecisionInitializer
		implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

	private static final Log logger = LogFactory.getLog(DecisionInitializer.class);

	static final String PROPERTY_SOURCE = "serviceConnectorPostgresql";

	private static final String BEAN_NAME = "serviceConnectorPostgresqlDecisions";

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		ServiceConnectorPostgresqlProperties properties = StarterProperties.bind(environment);
		Settings settings = new EnvironmentSettings(environment);
		Decisions decisions = Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)
				? ConnectionChoice.decideAheadOfTime(settings, properties)
				: ConnectionChoice.decide(settings, properties);
		logger.debug(decisions.primary().reason());
		TranslatedBinding.write(decisions, environment);
		putBack(environment, decisions);
		StalePasswords.drop(decisions.stalePasswords(), environment);
		warnOf(decisions.stalePasswords());
		tell(decisions.primary());
		decisions.others().values().forEach(DecisionInitializer::tell);
		context.getBeanFactory().registerSingleton(BEAN_NAME, decisions);
	}

	private static void tell(Decision decision) {
		if (decision instanceof Decision.Passwordless passwordless && !passwordless.login().ignored().isEmpty()) {
			logger.warn(passwordless.login().ignoredProblem());
		}
		if (decision instanceof Decision.Password password) {
			logger.info(password.description() + " " + password.action());
		}
	}

	private static void warnOf(List<Decision.StalePassword> dropped) {
		for (Decision.StalePassword password : dropped) {
			logger.warn(password.problem() + " " + password.action());
		}
	}

	private static void putBack(ConfigurableEnvironment environment, Decisions decisions) {
		DecisionsPropertySource source = new DecisionsPropertySource(decisions);
		if (source.getPropertyNames().length > 0 || !decisions.others().isEmpty()) {
			environment.getPropertySources().addFirst(source);
			ConfigurationPropertySources.attach(environment);
		}
	}

}
