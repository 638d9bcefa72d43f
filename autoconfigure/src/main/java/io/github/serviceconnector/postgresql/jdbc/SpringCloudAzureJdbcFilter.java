package io.github.serviceconnector.postgresql.jdbc;

import io.github.serviceconnector.postgresql.decision.Decisions;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Lets Spring Cloud Azure's JDBC support stand down where a token login is ours: it would
 * rewrite the same URL and make a credential of its own.
 */
final class SpringCloudAzureJdbcFilter implements AutoConfigurationImportFilter, BeanFactoryAware {

	private static final String SPRING_CLOUD_AZURE_JDBC = "com.azure.spring.cloud.autoconfigure.implementation.jdbc"
			+ ".AzureJdbcAutoConfiguration";

	private @Nullable BeanFactory beanFactory;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public boolean[] match(@Nullable String[] autoConfigurationClasses, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[autoConfigurationClasses.length];
		for (int i = 0; i < matches.length; i++) {
			matches[i] = !(SPRING_CLOUD_AZURE_JDBC.equals(autoConfigurationClasses[i]) && isOurs());
		}
		return matches;
	}

	private boolean isOurs() {
		Decisions decisions = (this.beanFactory != null)
				? this.beanFactory.getBeanProvider(Decisions.class).getIfAvailable() : null;
		return decisions != null && decisions.ownsPrimary();
	}

}
