package io.github.serviceconnector.postgresql.r2dbc;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.identity.AccessToken;
import io.github.serviceconnector.postgresql.identity.TokenException;
import io.github.serviceconnector.postgresql.jdbc.RoleRefusal;
import io.github.serviceconnector.postgresql.jdbc.TokenLogin;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import io.r2dbc.spi.Wrapped;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The driver's connection factory, which tries a login once more with a new token where
 * the server refused one from the cache, gives up a connection that nobody asked a token
 * for, and says of a failed login whom the token names.
 */
final class TokenLoginConnectionFactory implements ConnectionFactory, Wrapped<ConnectionFactory> {

	// invalid_password and invalid_authorization_specification
	private static final Set<String> REFUSED = Set.of("28P01", "28000");

	private final ConnectionFactory delegate;

	private final TokenLogin login;

	TokenLoginConnectionFactory(ConnectionFactory delegate, TokenLogin login) {
		this.delegate = delegate;
		this.login = login;
	}

	@Override
	public Mono<Connection> create() {
		return Mono.defer(() -> {
			LoginAttempt attempt = new LoginAttempt();
			return connect(attempt).onErrorResume((failure) -> retry(attempt, failure))
				.doOnNext((connection) -> this.login.report().succeeded())
				.doOnError(this.login.report()::failed);
		});
	}

	private Mono<Connection> retry(LoginAttempt refused, Throwable failure) {
		AccessToken token = refused.token();
		if (token == null || refusal(failure) == null || !this.login.lease().cache().reject(token)) {
			return Mono.error(explained(failure, refused));
		}
		LoginAttempt second = new LoginAttempt();
		return connect(second).onErrorMap((ex) -> {
			ex.addSuppressed(failure);
			return explained(ex, second);
		});
	}

	private Mono<Connection> connect(LoginAttempt attempt) {
		return Mono.<Connection>from(this.delegate.create())
			.flatMap((connection) -> attempt.isAnswered() ? Mono.just(connection) : giveUp(connection))
			.contextWrite((context) -> context.put(LoginAttempt.class, attempt));
	}

	private static Mono<Connection> giveUp(Connection connection) {
		return Mono.from(connection.close())
			.onErrorComplete()
			.then(Mono.error(() -> new TokenNotSentException("nothing", null)));
	}

	private Throwable explained(Throwable failure, LoginAttempt attempt) {
		TokenException noToken = find(TokenException.class, failure, (link) -> true);
		if (noToken != null) {
			return new R2dbcPermissionDeniedException(noToken.getMessage() + " " + noToken.getAction(), "28000",
					noToken);
		}
		R2dbcException refusal = refusal(failure);
		AccessToken token = attempt.token();
		if (refusal != null && token != null) {
			return new R2dbcPermissionDeniedException(
					refusal.getMessage() + " " + RoleRefusal.explain(this.login.role(), token), refusal.getSqlState(),
					failure);
		}
		TokenNotSentException notSent = find(TokenNotSentException.class, failure, (link) -> true);
		if (notSent != null) {
			return notSent;
		}
		// Where the driver itself stops a login, there is no code of the server
		if (find(R2dbcPermissionDeniedException.class, failure, (link) -> link.getSqlState() == null) != null) {
			return new TokenNotSentException("a hash of a password", failure);
		}
		Throwable[] ofServers = failure.getSuppressed();
		return (failure.getCause() == null && ofServers.length > 0) ? new R2dbcNonTransientResourceException(
				String.valueOf(failure.getMessage()), ofServers[ofServers.length - 1]) : failure;
	}

	private static @Nullable R2dbcException refusal(Throwable failure) {
		return find(R2dbcException.class, failure, (link) -> !(link instanceof TokenNotSentException)
				&& link.getSqlState() != null && REFUSED.contains(link.getSqlState()));
	}

	// With several servers, what each of them said is suppressed
	private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure, Predicate<T> matcher) {
		Stream<Throwable> causes = Stream.iterate(failure, (link) -> link != null, Throwable::getCause);
		return causes.flatMap((link) -> Stream.concat(Stream.of(link), Arrays.stream(link.getSuppressed())))
			.filter(type::isInstance)
			.map(type::cast)
			.filter(matcher)
			.findFirst()
			.orElse(null);
	}

	@Override
	public ConnectionFactoryMetadata getMetadata() {
		return this.delegate.getMetadata();
	}

	@Override
	public ConnectionFactory unwrap() {
		return this.delegate;
	}

}
