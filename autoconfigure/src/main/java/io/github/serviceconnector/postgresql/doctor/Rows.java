package io.github.serviceconnector.postgresql.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the server.
 */
final class Rows {

	private final Connection session;

	private Rows(Connection session) {
		this.session = session;
	}

	static Rows of(Examination examination) {
		Connection session = examination.session();
		if (session == null) {
			throw new IllegalStateException("Nobody is logged in");
		}
		return new Rows(session);
	}

	Row single(String query) throws SQLException {
		return all(query).get(0);
	}

	List<Row> all(String query) throws SQLException {
		try (Statement statement = this.session.createStatement(); ResultSet result = statement.executeQuery(query)) {
			ResultSetMetaData columns = result.getMetaData();
			List<Row> rows = new ArrayList<>();
			while (result.next()) {
				Map<String, String> values = new HashMap<>();
				for (int i = 1; i <= columns.getColumnCount(); i++) {
					String value = result.getString(i);
					values.put(columns.getColumnLabel(i), (value != null) ? value : "");
				}
				rows.add(new Row(values));
			}
			return rows;
		}
	}

	/**
	 * One row.
	 *
	 * @param values the values as text, by column, empty for {@code null}
	 */
	record Row(Map<String, String> values) {

		String get(String column) {
			return this.values.getOrDefault(column, "");
		}

		boolean isTrue(String column) {
			return get(column).equals("t");
		}

	}

}
