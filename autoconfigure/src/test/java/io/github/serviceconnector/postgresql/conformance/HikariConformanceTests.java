package io.github.serviceconnector.postgresql.conformance;

import com.zaxxer.hikari.HikariDataSource;

/**
 * Runs the kit over Hikari.
 */
class HikariConformanceTests extends AbstractJdbcConformanceTests<HikariDataSource> {

	HikariConformanceTests() {
		super("Hikari", HikariDataSource.class, "spring.datasource.hikari", "maximum-pool-size");
	}

	@Override
	int size(HikariDataSource pool) {
		return pool.getMaximumPoolSize();
	}

}
