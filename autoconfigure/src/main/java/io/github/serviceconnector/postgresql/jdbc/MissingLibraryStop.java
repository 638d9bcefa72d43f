package io.github.serviceconnector.postgresql.jdbc;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Stops a start for want of a library.
 */
final class MissingLibraryStop implements BeanFactoryPostProcessor {

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		MissingLibrary library = MissingLibrary.find(beanFactory.getBean(Environment.class),
				beanFactory.getBeanClassLoader());
		if (library != null
				&& beanFactory.getBean(Decisions.class).primary() instanceof Decision.Passwordless passwordless) {
			throw library.failure(passwordless.login().origin());
		}
	}

}
