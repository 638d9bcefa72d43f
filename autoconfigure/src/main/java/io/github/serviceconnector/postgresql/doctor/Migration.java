package io.github.serviceconnector.postgresql.doctor;

import java.util.List;

/**
 * The way from a password to an identity. It holds no secret.
 *
 * @param remove the settings that are to go, each with its origin, once the new login
 * works
 * @param command the command that connects the application, empty if that was done
 * @param inPostgres what a Microsoft Entra administrator runs in the database
 * {@code postgres}, empty if that was done
 * @param database the application's database
 * @param inDatabase what an administrator runs there, empty if that was done
 */
record Migration(List<String> remove, String command, String inPostgres, String database, List<String> inDatabase) {

	Migration {
		remove = List.copyOf(remove);
		inDatabase = List.copyOf(inDatabase);
	}

}
