package io.github.serviceconnector.postgresql.r2dbc;

import io.github.serviceconnector.postgresql.identity.AccessToken;
import io.github.serviceconnector.postgresql.identity.TokenCache;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What becomes of one login. It goes with the subscription, so that the password knows
 * which login it is for.
 */
final class LoginAttempt {

	private volatile @Nullable AccessToken token;

	private volatile boolean answered;

	/**
	 * Returns what gives the driver a token at each login.
	 * @param cache where tokens come from
	 * @return the password, never asked for on the thread of a connection, since a first
	 * token takes its time
	 */
	static Publisher<CharSequence> password(TokenCache cache) {
		return Mono.deferContextual((context) -> {
			LoginAttempt attempt = context.<LoginAttempt>getOrEmpty(LoginAttempt.class).orElseGet(LoginAttempt::new);
			return Mono.fromCallable(() -> attempt.password(cache.token())).subscribeOn(Schedulers.boundedElastic());
		});
	}

	private CharSequence password(AccessToken accessToken) {
		this.token = accessToken;
		return new TokenPassword(accessToken.value(), () -> this.answered = true);
	}

	/**
	 * Returns the token that the driver was given.
	 * @return the token, {@code null} if the login did not get to that point
	 */
	@Nullable AccessToken token() {
		return this.token;
	}

	/**
	 * Returns whether the driver used the token.
	 * @return {@code false} if the server did not ask for it
	 */
	boolean isAnswered() {
		return this.answered;
	}

}
