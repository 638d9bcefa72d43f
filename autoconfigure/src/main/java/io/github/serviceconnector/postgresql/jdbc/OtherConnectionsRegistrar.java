package io.github.serviceconnector.postgresql.jdbc;

import java.util.function.Supplier;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers beans for each of the other connections. They are found by qualifier alone,
 * so that whatever wants the application's own is not confused.
 */
public abstract class OtherConnectionsRegistrar implements ImportBeanDefinitionRegistrar {

	private static final String UNNAMED = "default";

	private final ConfigurableListableBeanFactory beanFactory;

	/**
	 * Creates the registrar.
	 * @param beanFactory the context's beans
	 */
	protected OtherConnectionsRegistrar(BeanFactory beanFactory) {
		this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
	}

	@Override
	public final void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		Decisions decisions = this.beanFactory.getBeanProvider(Decisions.class).getIfAvailable();
		if (decisions != null) {
			decisions.others().forEach((name, decision) -> {
				if (!(decision instanceof Decision.StandAside)) {
					register(name.isEmpty() ? UNNAMED : name, decision, registry);
				}
			});
		}
	}

	/**
	 * Registers the beans of one connection.
	 * @param name the connection's name
	 * @param decision what was decided on it, not to stand aside
	 * @param registry where the beans go
	 */
	protected abstract void register(String name, Decision decision, BeanDefinitionRegistry registry);

	/**
	 * Returns the context's beans.
	 * @return the beans
	 */
	protected final ConfigurableListableBeanFactory beanFactory() {
		return this.beanFactory;
	}

	/**
	 * Returns the login of a connection.
	 * @param name the connection's name
	 * @param decision what was decided on it, not to use a password
	 * @return the login
	 */
	protected final TokenLogin tokenLogin(String name, Decision decision) {
		if (decision instanceof Decision.Invalid invalid) {
			throw invalid.failure();
		}
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.beanFactory, TokenLogin.class, name);
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
