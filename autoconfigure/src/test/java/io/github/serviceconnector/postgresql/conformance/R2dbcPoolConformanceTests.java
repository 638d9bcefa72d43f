package io.github.serviceconnector.postgresql.conformance;

import io.r2dbc.pool.ConnectionPool;

/**
 * Runs the kit over R2DBC's pool.
 */
class R2dbcPoolConformanceTests extends AbstractR2dbcConformanceTests<ConnectionPool> {

	R2dbcPoolConformanceTests() {
		super("R2DBC Pool", ConnectionPool.class, "spring.r2dbc.pool.enabled=true",
				"spring.r2dbc.pool.max-size=" + CONNECTIONS, "spring.r2dbc.pool.initial-size=0");
	}

	@Override
	int size(ConnectionPool pool) {
		return pool.getMetrics().orElseThrow().getMaxAllocatedSize();
	}

}
