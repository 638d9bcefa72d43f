package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a cache does with a token that a server refused.
 */
class RejectedTokenTests {

	private final VirtualTime time = new VirtualTime();

	private final ScriptedSource source = new ScriptedSource(this.time, Duration.ofHours(24));

	private final TokenCache cache = new TokenCache("handle", "managed identity", this.source, Duration.ofSeconds(30),
			RefreshMode.AT_LOGIN, this.time.timing());

	private final AccessToken first = this.cache.token();

	@Test
	void rejectedTokenIsReplaced() {
		this.time.pass(Duration.ofMinutes(10));
		assertThat(this.cache.reject(this.first)).isTrue();
		assertThat(this.cache.current()).isEmpty();
		assertThat(this.cache.token().value()).isEqualTo("token-2");
		assertThat(this.cache.status().counts().rejected()).isEqualTo(1);
	}

	@Test
	void rejectedTokenThatSomebodyReplacedMeansANewTry() {
		this.time.pass(Duration.ofMinutes(10));
		assertThat(this.cache.reject(this.first)).isTrue();
		assertThat(this.cache.reject(this.first)).isTrue();
		this.cache.token();
		assertThat(this.cache.reject(this.first)).isTrue();
		assertThat(this.source.requests()).isEqualTo(2);
	}

	@Test
	void tokenFetchedForThisLoginIsKept() {
		this.time.pass(Duration.ofSeconds(4));
		assertThat(this.cache.reject(this.first)).isFalse();
		assertThat(this.cache.token()).isEqualTo(this.first);
	}

	@Test
	void tokenIsReplacedOnceAMinute() {
		this.time.pass(Duration.ofMinutes(10));
		this.cache.reject(this.first);
		AccessToken second = this.cache.token();
		this.time.pass(Duration.ofSeconds(30));
		assertThat(this.cache.reject(second)).isFalse();
		this.time.pass(Duration.ofSeconds(30));
		assertThat(this.cache.reject(second)).isTrue();
	}

	@Test
	void tokenIsReplacedAfterTheClockWasSetBack() {
		this.time.pass(Duration.ofMinutes(10));
		this.cache.reject(this.first);
		AccessToken second = this.cache.token();
		this.time.moveWallClock(Duration.ofMinutes(-10));
		assertThat(this.cache.reject(second)).isTrue();
	}

	@Test
	void rejectedTokenServesOthersWhenThereIsNoBetterOne() {
		this.time.pass(Duration.ofMinutes(10));
		this.source.fail();
		assertThat(this.cache.reject(this.first)).isTrue();
		assertThat(this.cache.token()).isEqualTo(this.first);
		assertThat(this.cache.reject(this.first)).isFalse();
		assertThat(this.cache.token()).isEqualTo(this.first);
		assertThat(this.source.requests()).isEqualTo(2);
	}

	@Test
	void rejectedTokenThatTheProviderInsistsOnIsNotRejectedAgain() {
		this.time.pass(Duration.ofMinutes(10));
		this.source.answer(this.first.value(), this.first.expiresOn());
		assertThat(this.cache.reject(this.first)).isTrue();
		assertThat(this.cache.token()).isEqualTo(this.first);
		assertThat(this.cache.reject(this.first)).isFalse();
	}

	@Test
	void tokenOfAnotherLifeIsTakenAfterARejection() {
		this.time.pass(Duration.ofMinutes(10));
		this.source.answer("shorter", this.first.expiresOn().minusSeconds(3600));
		this.cache.reject(this.first);
		assertThat(this.cache.token().value()).isEqualTo("shorter");
	}

}
