package io.github.serviceconnector.postgresql.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;
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
		ClassLoader classLoader = beanFactory.getBeanClassLoader();
		if (!ClassUtils.isPresent(TYPE, classLoader)) {
			return null;
		}
		Class<?> type = ClassUtils.resolveClassName(TYPE, classLoader);
		List<String> names = new ArrayList<>(Arrays.asList(beanFactory.getBeanNamesForType(type, true, false)));
		names.removeAll(SPRING_CLOUD_AZURE);
		if (names.size() > 1) {
			List<String> primary = names.stream().filter((name) -> isPrimary(beanFactory, name)).toList();
			if (primary.size() != 1) {
				throw new NoUniqueBeanDefinitionException(ResolvableType.forClass(type), names);
			}
			names = primary;
		}
		return names.isEmpty() ? null : names.get(0);
	}

	private static boolean isPrimary(ConfigurableListableBeanFactory beanFactory, String name) {
		return beanFactory.containsBeanDefinition(name) && beanFactory.getBeanDefinition(name).isPrimary();
	}

}
