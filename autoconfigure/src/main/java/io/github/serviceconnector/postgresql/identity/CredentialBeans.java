package io.github.serviceconnector.postgresql.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Finds a {@code TokenCredential} bean that the application made.
 */
public final class CredentialBeans {

	private static final String TYPE = "com.azure.core.credential.TokenCredential";

	// Made by Spring Cloud Azure for whoever asks, from the settings that we read
	// ourselves
	private static final Set<String> SPRING_CLOUD_AZURE = Set.of("springCloudAzureDefaultCredential",
			"passwordlessTokenCredential");

	private CredentialBeans() {
	}

	/**
	 * Finds the bean without making it.
	 * @param beanFactory the beans
	 * @return the bean's name, or {@code null} if the application brings none
	 * @throws NoUniqueBeanDefinitionException if it brings several and none is primary
	 */
	public static @Nullable String find(ConfigurableListableBeanFactory beanFactory) {
		List<String> names = new ArrayList<>();
		for (String name : beanFactory.getBeanNamesForType(Object.class, true, false)) {
			if (isCredential(beanFactory.getType(name, false)) && !SPRING_CLOUD_AZURE.contains(name)) {
				names.add(name);
			}
		}
		if (names.size() > 1) {
			List<String> primary = names.stream().filter((name) -> isPrimary(beanFactory, name)).toList();
			if (primary.size() != 1) {
				throw new NoUniqueBeanDefinitionException(
						ClassUtils.resolveClassName(TYPE, beanFactory.getBeanClassLoader()), names);
			}
			names = primary;
		}
		return names.isEmpty() ? null : names.get(0);
	}

	// By name: to load the type is to verify the signature of azure-core's jar
	private static boolean isCredential(@Nullable Class<?> type) {
		if (type == null) {
			return false;
		}
		for (Class<?> implemented : type.getInterfaces()) {
			if (isCredential(implemented)) {
				return true;
			}
		}
		return TYPE.equals(type.getName()) || isCredential(type.getSuperclass());
	}

	private static boolean isPrimary(ConfigurableListableBeanFactory beanFactory, String name) {
		return beanFactory.containsBeanDefinition(name) && beanFactory.getBeanDefinition(name).isPrimary();
	}

}
