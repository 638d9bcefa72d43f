package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

/**
 * An identity provider that does what the test says.
 */
final class ScriptedSource implements TokenSource {

	private final InstantSource clock;

	private final Duration life;

	private @Nullable TokenException failure;

	private @Nullable AccessToken fixed;

	private int requests;

	ScriptedSource(InstantSource clock, Duration life) {
		this.clock = clock;
		this.life = life;
	}

	@Override
	public AccessToken fetch() {
		this.requests++;
		if (this.failure != null) {
			throw this.failure;
		}
		return (this.fixed != null) ? this.fixed
				: new AccessToken("token-" + this.requests, this.clock.instant().plus(this.life));
	}

	void failWith(TokenException failure) {
		this.failure = failure;
	}

	void fail() {
		failWith(new TokenException("The endpoint is down.", "Wait.", null));
	}

	void failPermanently() {
		failWith(new TokenException("The secret is disabled.", "Make a new one.", null, null, true));
	}

	void failAskingFor(Duration retryAfter) {
		failWith(new TokenException("Too many requests.", "Wait.", null, retryAfter, false));
	}

	void recover() {
		this.failure = null;
		this.fixed = null;
	}

	void answer(String value, Instant expiresOn) {
		this.fixed = new AccessToken(value, expiresOn);
	}

	int requests() {
		return this.requests;
	}

}
