package io.github.serviceconnector.postgresql.environment;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.env.PropertySourceInfo;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The system environment, some of whose variables are replaced or taken out. Boot maps
 * variables to properties for this type alone.
 */
final class RevisedSystemEnvironment extends SystemEnvironmentPropertySource
		implements OriginLookup<String>, PropertySourceInfo {

	private final SystemEnvironmentPropertySource original;

	RevisedSystemEnvironment(SystemEnvironmentPropertySource original, Revision revision) {
		super(original.getName(), revise(original.getSource(), revision));
		this.original = original;
	}

	private static Map<String, Object> revise(Map<String, Object> variables, Revision revision) {
		Map<String, Object> revised = new LinkedHashMap<>();
		variables.forEach((name, value) -> {
			Object kept = revision.apply(name, value);
			if (kept != null) {
				revised.put(name, kept);
			}
		});
		return revised;
	}

	@Override
	public @Nullable Origin getOrigin(String key) {
		return OriginLookup.getOrigin(this.original, key);
	}

	@Override
	public boolean isImmutable() {
		return true;
	}

	@Override
	public @Nullable String getPrefix() {
		return (this.original instanceof PropertySourceInfo info) ? info.getPrefix() : null;
	}

}
