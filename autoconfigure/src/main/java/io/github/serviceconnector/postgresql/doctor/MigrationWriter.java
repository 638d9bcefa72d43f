package io.github.serviceconnector.postgresql.doctor;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.json.JsonWriter;

/**
 * Writes a migration for a person or for a program.
 */
final class MigrationWriter {

	private static final JsonWriter<Migration> JSON = JsonWriter.of((JsonWriter.Members<Migration> members) -> {
		members.add("remove", Migration::remove);
		members.add("command", Migration::command);
		members.add("inPostgres", Migration::inPostgres);
		members.add("database", Migration::database);
		members.add("inDatabase", Migration::inDatabase);
	}).withNewLineAtEnd();

	private MigrationWriter() {
	}

	static String json(Migration migration) {
		return JSON.writeToString(migration);
	}

	static String text(Migration migration) {
		List<String> lines = new ArrayList<>();
		if (migration.command().isEmpty()) {
			lines.add("The application is connected with an identity already.");
		}
		else {
			connect(migration, lines);
		}
		lines.add("");
		if (migration.remove().isEmpty()) {
			lines.add("There is no setting to remove.");
		}
		else {
			lines.add("Remove, once the doctor finds that the login works:");
			lines.add("");
			migration.remove().forEach((setting) -> lines.addAll(TextReport.wrap("- ", 2, setting)));
		}
		return String.join(System.lineSeparator(), lines) + System.lineSeparator();
	}

	private static void connect(Migration migration, List<String> lines) {
		lines.add("Connect the application with its own identity:");
		lines.add("");
		lines.addAll(migration.command().lines().toList());
		lines.add("");
		lines.addAll(TextReport.wrap("", 0,
				"That makes the role, too. Where it could not, run as Microsoft Entra administrator in the database "
						+ "postgres:"));
		lines.add("");
		lines.add(migration.inPostgres());
		lines.add("");
		lines.addAll(TextReport.wrap("", 0,
				"As administrator in the database " + migration.database() + ", give the new role what the old one "
						+ "owns; the old one keeps its rights until you drop it. Leave a role out of the third line "
						+ "if it is the one that you are:"));
		lines.add("");
		lines.addAll(migration.inDatabase());
	}

}
