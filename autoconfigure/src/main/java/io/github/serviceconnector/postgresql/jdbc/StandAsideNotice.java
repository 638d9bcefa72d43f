package io.github.serviceconnector.postgresql.jdbc;

import java.util.stream.Stream;

import javax.sql.DataSource;
import javax.sql.XADataSource;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * Names the beans that the starter stands aside for.
 */
final class StandAsideNotice implements BeanFactoryPostProcessor {

	private static final Log logger = LogFactory.getLog(StandAsideNotice.class);

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory.getBean(Decisions.class).primary() instanceof Decision.Passwordless passwordless) {
			tell(passwordless, beanFactory);
		}
	}

	// What Boot makes of connection details or of an XADataSource is a DataSource, too
	private static void tell(Decision.Passwordless decision, ConfigurableListableBeanFactory beanFactory) {
		String[] details = beanFactory.getBeanNamesForType(JdbcConnectionDetails.class, true, false);
		if (details.length > 0) {
			// Often a test's, on purpose
			Stream.of(details).forEach((name) -> logger.info(text(decision, name, beanFactory)));
			return;
		}
		String[] distributed = beanFactory.getBeanNamesForType(XADataSource.class, true, false);
		Stream
			.of((distributed.length > 0) ? distributed : beanFactory.getBeanNamesForType(DataSource.class, true, false))
			.forEach((name) -> logger.warn(text(decision, name, beanFactory)));
	}

	private static String text(Decision.Passwordless decision, String name,
			ConfigurableListableBeanFactory beanFactory) {
		return decision.login().origin() + " asks for a login with a token, and the bean '" + name + "'"
				+ place(name, beanFactory) + " is used instead. Remove that bean to let the starter connect; to keep "
				+ "it, set '" + Decisions.SWITCH + "=false'.";
	}

	private static String place(String name, ConfigurableListableBeanFactory beanFactory) {
		if (!beanFactory.containsBeanDefinition(name)) {
			return "";
		}
		BeanDefinition definition = beanFactory.getBeanDefinition(name);
		return (definition.getResourceDescription() != null) ? " of " + definition.getResourceDescription() : "";
	}

}
