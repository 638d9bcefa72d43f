package io.github.serviceconnector.postgresql.binding;

/**
 * The grammars that consist of keywords and values, with what a person is told who got
 * one wrong.
 */
enum Grammar {

	/** libpq's {@code host=… dbname=…}. */
	LIBPQ(Keywords.LIBPQ,
			"It must read host=<host> port=<port> dbname=<database> user=<user> sslmode=require; a value with blanks "
					+ "stands in single quotes, and a backslash goes before a quote or a backslash in it.",
			"Add host=<server>.postgres.database.azure.com to it.", "Add dbname=<database> to it."),

	/** {@code postgresql://…}. */
	URI(Keywords.URI,
			"It must read postgresql://<user>@<host>:<port>/<database>?sslmode=require; in a user, a password or a value, "
					+ "percent-encode what is not a letter or a digit ('@' is %40, '/' is %2F, '%' is %25).",
			"Write the host behind '//': postgresql://<user>@<server>.postgres.database.azure.com:5432/<database>.",
			"Write the database behind the host: postgresql://<user>@<host>:5432/<database>."),

	/** Npgsql's {@code Host=…;Database=…}. */
	NPGSQL(Keywords.NPGSQL,
			"It must read Host=<host>;Port=<port>;Database=<database>;Username=<user>;SSL Mode=Require; a value with ';' "
					+ "or with quotes stands in double quotes, and a double quote in it is doubled.",
			"Add Host=<server>.postgres.database.azure.com; to it.", "Add Database=<database>; to it.");

	@SuppressWarnings("ImmutableEnumChecker") // nothing is added once the class is loaded
	private final Keywords keywords;

	private final String expected;

	private final String addHost;

	private final String addDatabase;

	Grammar(Keywords keywords, String expected, String addHost, String addDatabase) {
		this.keywords = keywords;
		this.expected = expected;
		this.addHost = addHost;
		this.addDatabase = addDatabase;
	}

	/**
	 * Returns the keywords.
	 * @return the grammar's own
	 */
	Keywords keywords() {
		return this.keywords;
	}

	/**
	 * Returns what to do about a string that breaks a rule.
	 * @return one or two sentences
	 */
	String expected() {
		return this.expected;
	}

	/**
	 * Returns what to do about a string without a host.
	 * @return a sentence
	 */
	String addHost() {
		return this.addHost;
	}

	/**
	 * Returns what to do about a string without a database.
	 * @return a sentence
	 */
	String addDatabase() {
		return this.addDatabase;
	}

}
