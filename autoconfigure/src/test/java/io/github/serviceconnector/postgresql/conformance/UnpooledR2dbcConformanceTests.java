package io.github.serviceconnector.postgresql.conformance;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the kit over R2DBC without a pool.
 */
class UnpooledR2dbcConformanceTests extends AbstractR2dbcConformanceTests<ConnectionFactory> {

	UnpooledR2dbcConformanceTests() {
		super("no pool", ConnectionFactory.class, "spring.r2dbc.pool.enabled=false");
	}

	@Override
	int size(ConnectionFactory connectionFactory) {
		assertThat(connectionFactory).isNotInstanceOf(ConnectionPool.class);
		return super.size(connectionFactory);
	}

	@Override
	Class<?> ofItsJar() {
		return PostgresqlConnectionFactoryProvider.class;
	}

}
