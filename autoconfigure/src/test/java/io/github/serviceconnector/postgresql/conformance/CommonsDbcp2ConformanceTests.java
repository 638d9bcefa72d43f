package io.github.serviceconnector.postgresql.conformance;

import org.apache.commons.dbcp2.BasicDataSource;

/**
 * Runs the kit over Commons DBCP2.
 */
class CommonsDbcp2ConformanceTests extends AbstractJdbcConformanceTests<BasicDataSource> {

	CommonsDbcp2ConformanceTests() {
		super("Commons DBCP2", BasicDataSource.class, "spring.datasource.dbcp2", "max-total");
	}

	@Override
	int size(BasicDataSource pool) {
		return pool.getMaxTotal();
	}

}
