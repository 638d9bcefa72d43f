package io.github.serviceconnector.postgresql.conformance;

import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * Runs the kit over JDBC without a pool.
 */
class UnpooledJdbcConformanceTests extends AbstractJdbcConformanceTests<SimpleDriverDataSource> {

	UnpooledJdbcConformanceTests() {
		super("no pool", SimpleDriverDataSource.class);
	}

}
