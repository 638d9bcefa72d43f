package io.github.serviceconnector.postgresql.doctor;

import java.sql.SQLException;

/**
 * Asks the server who was let in, and what it is.
 */
final class ServerCheck implements Check {

	@Override
	public String name() {
		return "server";
	}

	@Override
	public Result examine(Examination examination) throws SQLException {
		Rows.Row row = Rows.of(examination)
			.single("select current_user, current_setting('server_version') as version, current_database() as database");
		return Result.passed("current_user is " + row.get("current_user") + " in the database " + row.get("database")
				+ " of PostgreSQL " + row.get("version"), examination);
	}

}
