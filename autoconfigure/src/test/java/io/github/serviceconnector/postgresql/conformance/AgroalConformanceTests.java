package io.github.serviceconnector.postgresql.conformance;

import io.agroal.springframework.boot.AgroalDataSource;

/**
 * Runs the kit over Agroal.
 */
class AgroalConformanceTests extends AbstractJdbcConformanceTests<AgroalDataSource> {

	AgroalConformanceTests() {
		super("Agroal", AgroalDataSource.class, "spring.datasource.agroal", "max-size");
	}

	@Override
	int size(AgroalDataSource pool) {
		return pool.getConfiguration().connectionPoolConfiguration().maxSize();
	}

}
