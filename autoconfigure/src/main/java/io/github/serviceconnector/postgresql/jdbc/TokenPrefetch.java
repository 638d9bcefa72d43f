package io.github.serviceconnector.postgresql.jdbc;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.identity.CredentialBeans;
import io.github.serviceconnector.postgresql.identity.TokenLease;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Starts the first fetch of a token while the context is still starting. A credential of
 * the application's is left alone until its own dependencies can be made, and where a
 * test slice replaces the {@code DataSource} nobody may want a token.
 */
final class TokenPrefetch implements BeanFactoryPostProcessor {

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory.getBean(Decisions.class).primary() instanceof Decision.Passwordless
				&& CredentialBeans.find(beanFactory) == null && !isReplaced(beanFactory)) {
			beanFactory.getBean(TokenLease.class).cache().prefetch();
		}
	}

	// Boot's own is made by a method; a test slice puts a factory bean in its place
	private static boolean isReplaced(ConfigurableListableBeanFactory beanFactory) {
		return beanFactory.containsBean("dataSource") && beanFactory.isFactoryBean("dataSource");
	}

}
