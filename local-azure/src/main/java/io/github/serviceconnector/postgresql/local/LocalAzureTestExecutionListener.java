package io.github.serviceconnector.postgresql.local;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Resets the {@link LocalAzure} of a test class with {@link AutoConfigureLocalAzure}
 * after each test.
 */
final class LocalAzureTestExecutionListener extends AbstractTestExecutionListener {

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (testContext.hasApplicationContext() && TestContextAnnotationUtils.hasAnnotation(testContext.getTestClass(),
				AutoConfigureLocalAzure.class)) {
			testContext.getApplicationContext().getBean(LocalAzure.class).reset();
		}
	}

}
