package io.github.serviceconnector.postgresql.jdbc;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.identity.CredentialBeans;
import io.github.serviceconnector.postgresql.identity.TokenLease;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Starts the first fetch of a token while the context is still starting. A credential of
 * the application's is left alone until its own dependencies can be made.
 */
final class TokenPrefetch implements BeanFactoryPostProcessor {

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory.getBean(Decisions.class).primary() instanceof Decision.Passwordless
				&& CredentialBeans.find(beanFactory) == null) {
			beanFactory.getBean(TokenLease.class).cache().prefetch();
		}
	}

}
