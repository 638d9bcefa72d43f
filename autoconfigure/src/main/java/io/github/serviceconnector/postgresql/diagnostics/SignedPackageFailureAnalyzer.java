package io.github.serviceconnector.postgresql.diagnostics;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to leave out where the JVM refuses the code that Spring's ahead-of-time
 * processing generates into the packages of Spring Cloud Azure: its jars are signed.
 */
final class SignedPackageFailureAnalyzer extends AbstractFailureAnalyzer<SecurityException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SecurityException cause) {
		String message = String.valueOf(cause.getMessage());
		if (!message.contains("com.azure.spring.") || !message.contains("signer information")) {
			return null;
		}
		return new FailureAnalysis(
				"The application was processed ahead of time, and the JVM refuses the code that was generated for "
						+ "Spring Cloud Azure, whose jars are signed.",
				"Leave its jars (com.azure.spring) out of the application, which logs in without them, or start it "
						+ "without -Dspring.aot.enabled=true.",
				cause);
	}

}
