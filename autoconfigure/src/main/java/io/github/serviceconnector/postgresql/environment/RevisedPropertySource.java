package io.github.serviceconnector.postgresql.environment;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.env.PropertySourceInfo;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * A property source some of whose values are replaced or taken out. Its name, its place
 * and the origins of its values stay.
 */
final class RevisedPropertySource extends EnumerablePropertySource<Object>
		implements OriginLookup<String>, PropertySourceInfo {

	private final EnumerablePropertySource<?> original;

	private final Revision revision;

	RevisedPropertySource(EnumerablePropertySource<?> original, Revision revision) {
		// Not the original's source: it still holds what is taken out
		super(original.getName());
		this.original = original;
		this.revision = revision;
	}

	@Override
	public String[] getPropertyNames() {
		return Arrays.stream(this.original.getPropertyNames())
			.filter((name) -> !this.revision.takesOut(name))
			.toArray(String[]::new);
	}

	@Override
	public @Nullable Object getProperty(String name) {
		return this.revision.apply(name, this.original.getProperty(name));
	}

	@Override
	public @Nullable Origin getOrigin(String key) {
		return OriginLookup.getOrigin(this.original, key);
	}

	@Override
	public boolean isImmutable() {
		return this.original instanceof PropertySourceInfo info && info.isImmutable();
	}

	@Override
	public @Nullable String getPrefix() {
		return (this.original instanceof PropertySourceInfo info) ? info.getPrefix() : null;
	}

}
