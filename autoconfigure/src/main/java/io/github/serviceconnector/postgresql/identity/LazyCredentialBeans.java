package io.github.serviceconnector.postgresql.identity;

import java.util.List;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Lets Spring Cloud Azure's credentials, and the Jackson 2 mapper that it brings, be made
 * when somebody wants them. They are made at every start otherwise, and bring
 * azure-identity's, reactor's and Jackson's classes with them.
 */
public final class LazyCredentialBeans implements BeanFactoryPostProcessor {

	// Nothing with a life cycle stands there: a lazy bean would not be started
	private static final List<String> OWNERS = List.of("com.azure.spring.cloud.autoconfigure.implementation.context.",
			"org.springframework.boot.jackson2.");

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		for (String name : beanFactory.getBeanDefinitionNames()) {
			BeanDefinition definition = beanFactory.getBeanDefinition(name);
			String owner = (definition.getFactoryBeanName() != null) ? definition.getFactoryBeanName()
					: definition.getBeanClassName();
			if (owner != null && OWNERS.stream().anyMatch(owner::startsWith)) {
				definition.setLazyInit(true);
			}
		}
	}

}
