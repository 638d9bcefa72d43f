package io.github.serviceconnector.postgresql.jdbc;

import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.Setting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * A library without which a bound connection cannot be made.
 */
enum MissingLibrary {

	DRIVER("its JDBC driver is not",
			"Add the dependency org.postgresql:postgresql, which the starter brings: it may be excluded."),

	POOL("there is no connection pool",
			"Add the dependency com.zaxxer:HikariCP, which the starter brings: it may be excluded.");

	private final String missing;

	private final String action;

	MissingLibrary(String missing, String action) {
		this.missing = missing;
		this.action = action;
	}

	/**
	 * Finds what is missing. With R2DBC neither driver nor pool need be there.
	 * @param environment the application's settings
	 * @param classLoader the application's class loader
	 * @return the library, or {@code null} if there is all that is needed
	 */
	static @Nullable MissingLibrary find(Environment environment, @Nullable ClassLoader classLoader) {
		MissingLibrary library = ofJdbc(environment, classLoader);
		return (library != null && !ClassUtils.isPresent("io.r2dbc.spi.ConnectionFactory", classLoader)) ? library
				: null;
	}

	private static @Nullable MissingLibrary ofJdbc(Environment environment, @Nullable ClassLoader classLoader) {
		if (!ClassUtils.isPresent("org.postgresql.Driver", classLoader)) {
			return DRIVER;
		}
		// Boot knows no pool of another kind
		boolean pooled = environment.containsProperty("spring.datasource.type")
				|| DataSourceBuilder.findType(classLoader) != null;
		return pooled ? null : POOL;
	}

	InvalidSettingException failure(Setting origin) {
		return new InvalidSettingException(origin,
				"is a PostgreSQL connection, and " + this.missing + " on the class path", this.action);
	}

}
