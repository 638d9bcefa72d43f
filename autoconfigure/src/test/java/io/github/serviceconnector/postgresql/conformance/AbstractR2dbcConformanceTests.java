package io.github.serviceconnector.postgresql.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.github.serviceconnector.postgresql.r2dbc.ReactiveApplication;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The kit for a {@link ConnectionFactory}.
 *
 * @param <T> its type
 */
abstract class AbstractR2dbcConformanceTests<T extends ConnectionFactory> extends AbstractConformanceTests<T> {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	AbstractR2dbcConformanceTests(String name, Class<T> type, String... settings) {
		super(name, type, "spring.datasource.password", settings);
	}

	@Override
	Class<?> application() {
		return ReactiveApplication.class;
	}

	@Override
	String api() {
		return "R2DBC";
	}

	@Override
	List<String> currentUsers(T connectionFactory, int count) {
		return Objects.requireNonNull(Flux.range(0, count)
			.flatMap((index) -> connectionFactory.create())
			.collectList()
			.flatMapMany(Flux::fromIterable)
			.flatMap((connection) -> currentUser(connection).delayUntil((user) -> connection.close()))
			.collectList()
			.block(TIMEOUT));
	}

	private static Mono<String> currentUser(Connection connection) {
		return Flux.from(connection.createStatement("select current_user::text").execute())
			.flatMap((result) -> result.map((row) -> row.get(0, String.class)))
			.single();
	}

}
