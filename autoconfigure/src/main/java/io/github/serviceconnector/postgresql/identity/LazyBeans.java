package io.github.serviceconnector.postgresql.identity;

import java.util.List;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Lets beans be made when somebody wants them, which are made at every start otherwise:
 * Spring Cloud Azure's credentials and the Jackson 2 mapper that it brings, with
 * azure-identity's, reactor's and Jackson's classes, and the starter's properties, which
 * the decision has bound already.
 */
public final class LazyBeans implements BeanFactoryPostProcessor {

	// Nothing with a life cycle stands there: a lazy bean would not be started
	private static final List<String> OWNERS = List.of("com.azure.spring.cloud.autoconfigure.implementation.context.",
			"org.springframework.boot.jackson2.",
			"io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties");

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
