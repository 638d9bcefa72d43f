package io.github.serviceconnector.postgresql.identity;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Lets Spring Cloud Azure's default credential be made when somebody wants it. It is made
 * at every start otherwise, and brings azure-identity's classes with it.
 */
public final class LazyDefaultCredential implements BeanFactoryPostProcessor {

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory.containsBeanDefinition(CredentialBeans.SPRING_CLOUD_AZURE_DEFAULT)) {
			beanFactory.getBeanDefinition(CredentialBeans.SPRING_CLOUD_AZURE_DEFAULT).setLazyInit(true);
		}
	}

}
