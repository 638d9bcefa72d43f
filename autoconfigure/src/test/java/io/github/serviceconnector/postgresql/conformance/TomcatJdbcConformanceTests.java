package io.github.serviceconnector.postgresql.conformance;

import org.apache.tomcat.jdbc.pool.DataSource;

/**
 * Runs the kit over Tomcat JDBC.
 */
class TomcatJdbcConformanceTests extends AbstractJdbcConformanceTests<DataSource> {

	TomcatJdbcConformanceTests() {
		super("Tomcat JDBC", DataSource.class, "spring.datasource.tomcat", "max-active");
	}

	@Override
	int size(DataSource pool) {
		return pool.getMaxActive();
	}

}
