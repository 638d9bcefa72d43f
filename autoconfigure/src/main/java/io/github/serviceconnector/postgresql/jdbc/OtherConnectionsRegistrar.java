package io.github.serviceconnector.postgresql.jdbc;

import java.util.function.Supplier;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Registers beans for each of the other connections. They are found by qualifier alone,
 * so that whatever wants the application's own is not confused. It is a bean itself,
 * since an application that was processed ahead of time learns of them when it starts.
 */
public abstract class OtherConnectionsRegistrar implements BeanDefinitionRegistryPostProcessor {

	private static final String UNNAMED = "default";

	/**
	 * Returns what the names of a connection's beans begin with, and its qualifier.
	 * @param bound the name that it is bound by, which may be empty
	 * @return the name
	 */
	public static String nameOf(String bound) {
		return bound.isEmpty() ? UNNAMED : bound;
	}

	@Override
	public final void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		DefaultListableBeanFactory beanFactory = (DefaultListableBeanFactory) registry;
		Decisions decisions = beanFactory.getBeanProvider(Decisions.class).getIfAvailable();
		if (decisions != null) {
			decisions.others().forEach((name, decision) -> {
				if (!(decision instanceof Decision.StandAside)) {
					register(nameOf(name), decision, beanFactory);
				}
			});
		}
	}

	/**
	 * Registers the beans of one connection.
	 * @param name the connection's name
	 * @param decision what was decided on it, not to stand aside
	 * @param beanFactory where the beans go
	 */
	protected abstract void register(String name, Decision decision, DefaultListableBeanFactory beanFactory);

	/**
	 * Returns the login of a connection.
	 * @param name the connection's name
	 * @param decision what was decided on it, not to use a password
	 * @param beanFactory the context's beans
	 * @return the login
	 */
	protected static TokenLogin tokenLogin(String name, Decision decision, BeanFactory beanFactory) {
		if (decision instanceof Decision.Invalid invalid) {
			throw invalid.failure();
		}
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(beanFactory, TokenLogin.class, name);
	}

	/**
	 * Defines a bean that is found by qualifier alone, and closed with the context.
	 * @param <T> the bean's type
	 * @param name the connection's name
	 * @param type the bean's type
	 * @param supplier makes the bean
	 * @return the definition
	 */
	protected static <T> RootBeanDefinition definition(String name, Class<T> type, Supplier<T> supplier) {
		RootBeanDefinition definition = new RootBeanDefinition(type, supplier);
		definition.setDefaultCandidate(false);
		definition.setDestroyMethodName(RootBeanDefinition.INFER_METHOD);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
		return definition;
	}

}
