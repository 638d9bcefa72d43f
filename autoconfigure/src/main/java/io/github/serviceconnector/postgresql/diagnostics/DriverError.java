package io.github.serviceconnector.postgresql.diagnostics;

import java.util.stream.Stream;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

import org.springframework.util.ClassUtils;

/**
 * What one of PostgreSQL's drivers, JDBC's or R2DBC's, says of a failure.
 *
 * @param sqlState the code, {@code null} where the driver has none
 * @param message the driver's words or the server's
 * @param ofServer whether the server said it, and not the driver itself
 */
record DriverError(@Nullable String sqlState, String message, boolean ofServer) {

	private static final boolean R2DBC = ClassUtils.isPresent("io.r2dbc.spi.R2dbcException",
			DriverError.class.getClassLoader());

	static @Nullable DriverError of(Throwable failure) {
		if (failure instanceof PSQLException exception) {
			return new DriverError(exception.getSQLState(), String.valueOf(exception.getMessage()),
					exception.getServerErrorMessage() != null);
		}
		return R2DBC ? OfR2dbc.of(failure) : null;
	}

	boolean says(String code, String... words) {
		return code.equals(this.sqlState) && Stream.of(words).allMatch(this.message::contains);
	}

	// Apart, since an application that uses JDBC alone has not its classes
	private static final class OfR2dbc {

		// Where the driver makes exceptions of a server's errors; it may be absent
		private static final String OF_SERVER = "io.r2dbc.postgresql.ExceptionFactory$";

		private OfR2dbc() {
		}

		static @Nullable DriverError of(Throwable failure) {
			return (failure instanceof R2dbcException exception) ? new DriverError(exception.getSqlState(),
					String.valueOf(exception.getMessage()), exception.getClass().getName().startsWith(OF_SERVER))
					: null;
		}

	}

}
