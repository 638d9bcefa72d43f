package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ObservedTokenSource} whose observers fail. What they see when they do
 * not is tested with Micrometer's.
 */
class ObservedTokenSourceTests {

	private final ScriptedSource provider = new ScriptedSource(new VirtualTime(), Duration.ofHours(1));

	private final ObservedTokenSource source = new ObservedTokenSource(this.provider);

	@Test
	void tokenWhenObserverFailsBeforeTheRequestIsFetchedAllTheSame() {
		this.source.add((request) -> {
			throw new IllegalStateException("broken");
		});
		assertThat(this.source.fetch().value()).isEqualTo("token-1");
	}

	@Test
	void tokenWhenObserverFailsAfterTheRequestIsNotFetchedAgain() {
		this.source.add(ObservedTokenSourceTests::failAfter);
		assertThat(this.source.fetch().value()).isEqualTo("token-1");
		assertThat(this.provider.requests()).isEqualTo(1);
	}

	@Test
	void failureOfTheRequestGoesThrough() {
		this.provider.fail();
		this.source.add(Supplier::get);
		assertThatExceptionOfType(TokenException.class).isThrownBy(this.source::fetch)
			.withMessage("The endpoint is down.");
		assertThat(this.provider.requests()).isEqualTo(1);
	}

	private static AccessToken failAfter(Supplier<AccessToken> request) {
		throw new IllegalStateException("broken after " + request.get());
	}

}
