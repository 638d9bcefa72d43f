package io.github.serviceconnector.postgresql.jdbc;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ReactorPreinitializer}.
 */
class ReactorPreinitializerTests {

	@Test
	void isAmongThoseThatBootRuns() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(BackgroundPreinitializer.class))
			.filteredOn(ReactorPreinitializer.class::isInstance)
			.singleElement()
			.satisfies((preinitializer) -> assertThatNoException().isThrownBy(preinitializer::preinitialize));
	}

}
