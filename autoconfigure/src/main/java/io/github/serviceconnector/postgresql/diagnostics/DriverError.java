package io.github.serviceconnector.postgresql.diagnostics;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

import org.springframework.util.ClassUtils;

/**
 * What one of PostgreSQL's drivers, JDBC's or R2DBC's, says of a failure.
 *
 * @param sqlState the code, {@code null} where the driver has none
 * @param message the driver's words or the server's
 */
record DriverError(@Nullable String sqlState, String message) {

	private static final boolean R2DBC = ClassUtils.isPresent("io.r2dbc.spi.R2dbcException",
			DriverError.class.getClassLoader());

	static @Nullable DriverError of(Throwable failure) {
		if (failure instanceof PSQLException exception) {
			return new DriverError(exception.getSQLState(), String.valueOf(exception.getMessage()));
		}
		return R2DBC ? OfR2dbc.of(failure) : null;
	}

	// Apart, since an application that uses JDBC alone has not its classes
	private static final class OfR2dbc {

		private OfR2dbc() {
		}

		static @Nullable DriverError of(Throwable failure) {
			return (failure instanceof R2dbcException exception)
					? new DriverError(exception.getSqlState(), String.valueOf(exception.getMessage())) : null;
		}

	}

}
