package io.github.serviceconnector.postgresql.doctor;

import java.sql.SQLException;

import io.github.serviceconnector.postgresql.diagnostics.FailureExplanation;

/**
 * Asks what the role may do in the schema that an unqualified name means. A role that may
 * not create anything there must have something to read.
 */
final class GrantCheck implements Check {

	// Where the role may use none of its path, the last of it is meant: as a rule public
	private static final String QUERY = """
			select quote_ident(path.name) as schema, has_schema_privilege(s.oid, 'create') as creates,
			       has_schema_privilege(s.oid, 'usage') as uses,
			       (select count(*) from pg_class c where c.relnamespace = s.oid and c.relkind in ('r', 'p', 'v', 'm')
			        and has_table_privilege(c.oid, 'select')) as readable
			from (select coalesce(current_schema()::text,
			        trim(both ' "' from regexp_replace(current_setting('search_path'), '^.*,', ''))) as name) path
			left join pg_namespace s on s.nspname = path.name
			""";

	@Override
	public String name() {
		return "grants";
	}

	@Override
	public Result examine(Examination examination) throws SQLException, CheckFailedException {
		Rows.Row row = Rows.of(examination).single(QUERY);
		String schema = row.get("schema");
		if (!row.isTrue("uses") || (!row.isTrue("creates") && row.get("readable").equals("0"))) {
			throw new CheckFailedException(FailureExplanation.noGrantOnSchema(examination.login(), schema));
		}
		return Result.passed(row.isTrue("creates") ? "the role may use the schema " + schema + " and create in it"
				: "the role may use the schema " + schema + " and not create in it; tables that it may read: "
						+ row.get("readable"),
				examination);
	}

}
