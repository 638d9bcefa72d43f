package io.github.serviceconnector.postgresql.compatibility;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Lets an application have the auto-configurations that the starter alone would give it,
 * and those of the tools that its test names: all of them are on one class path here.
 */
final class ChosenAutoConfigurations implements AutoConfigurationImportFilter, EnvironmentAware {

	static final String TOOLS = "compatibility.tools";

	private static final String[] OF_THE_STARTER = { "com.azure.spring", "io.github.serviceconnector",
			"org.springframework.boot.autoconfigure", "org.springframework.boot.jdbc",
			"org.springframework.boot.persistence", "org.springframework.boot.sql",
			"org.springframework.boot.transaction" };

	private String[] tools = {};

	@Override
	public void setEnvironment(Environment environment) {
		this.tools = environment.getProperty(TOOLS, String[].class, this.tools);
	}

	@Override
	public boolean[] match(@Nullable String[] autoConfigurationClasses, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[autoConfigurationClasses.length];
		for (int i = 0; i < matches.length; i++) {
			matches[i] = isChosen(Objects.requireNonNullElse(autoConfigurationClasses[i], ""));
		}
		return matches;
	}

	// Asked of all that an auto-configuration imports, too
	private boolean isChosen(String className) {
		return !className.endsWith("AutoConfiguration")
				|| Stream.concat(Arrays.stream(OF_THE_STARTER), Arrays.stream(this.tools))
					.anyMatch((prefix) -> className.startsWith(prefix + "."));
	}

}
