package io.github.serviceconnector.postgresql.conformance;

import oracle.ucp.jdbc.PoolDataSource;

/**
 * Runs the kit over Oracle UCP.
 */
class OracleUcpConformanceTests extends AbstractJdbcConformanceTests<PoolDataSource> {

	OracleUcpConformanceTests() {
		super("Oracle UCP", PoolDataSource.class, "spring.datasource.oracleucp", "max-pool-size");
	}

	@Override
	int size(PoolDataSource pool) {
		return pool.getMaxPoolSize();
	}

}
