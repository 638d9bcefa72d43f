package io.github.serviceconnector.postgresql.doctor;

import java.sql.SQLException;
import java.util.List;

/**
 * Looks for the role among the principals of Microsoft Entra, where they can be seen. See
 * <a href=
 * "https://learn.microsoft.com/azure/postgresql/flexible-server/how-to-manage-azure-ad-users">managing
 * Entra roles</a>.
 */
final class PrincipalCheck implements Check {

	@Override
	public String name() {
		return "principal";
	}

	@Override
	public Result examine(Examination examination) throws SQLException {
		Rows rows = Rows.of(examination);
		if (rows.single("select to_regprocedure('pgaadauth_list_principals(boolean)') as function")
			.get("function")
			.isEmpty()) {
			return Result.skipped("pgaadauth_list_principals is not in this database; Azure has it in postgres",
					examination);
		}
		List<Rows.Row> own;
		try {
			own = rows.all("select * from pgaadauth_list_principals(false) where rolname = current_user");
		}
		catch (SQLException ex) {
			return Result.skipped("pgaadauth_list_principals is not for this role", examination);
		}
		if (own.isEmpty()) {
			return Result.skipped("the role is not among Microsoft Entra's principals", examination);
		}
		Rows.Row row = own.get(0);
		return Result.passed(
				"the role is a " + row.get("principaltype") + " of Microsoft Entra, object " + row.get("objectid"),
				examination);
	}

}
