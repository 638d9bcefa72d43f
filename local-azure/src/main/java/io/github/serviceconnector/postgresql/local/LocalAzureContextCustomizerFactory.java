package io.github.serviceconnector.postgresql.local;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Finds {@link AutoConfigureLocalAzure} on a test class.
 */
final class LocalAzureContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		AutoConfigureLocalAzure annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				AutoConfigureLocalAzure.class);
		return (annotation != null) ? new LocalAzureContextCustomizer(annotation.role(), annotation.clientId()) : null;
	}

}
