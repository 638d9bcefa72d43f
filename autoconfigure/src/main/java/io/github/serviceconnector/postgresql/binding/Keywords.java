package io.github.serviceconnector.postgresql.binding;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * The keywords of libpq and Npgsql, and the properties of pgjdbc that mean the same. No
 * other property of pgjdbc's can be reached: not those that name a class, not those that
 * name a file to write to.
 *
 * @see <a href=
 * "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS">libpq</a>
 * @see <a href= "https://www.npgsql.org/doc/connection-string-parameters.html">Npgsql</a>
 * @see <a href= "https://jdbc.postgresql.org/documentation/use/">pgjdbc</a>
 */
final class Keywords {

	/** The servers' names. */
	static final String HOST = "PGHOST";

	/** The servers' addresses; pgjdbc has no such property. */
	static final String HOST_ADDRESS = "hostaddr";

	/** The servers' ports. */
	static final String PORT = "PGPORT";

	/** The database. */
	static final String DATABASE = "PGDBNAME";

	/** The role. */
	static final String USER = "user";

	/** The role's password. */
	static final String PASSWORD = "password";

	/** Whether and how TLS is used. */
	static final String SSL_MODE = "sslmode";

	/** The switch that older drivers had in the place of the mode. */
	static final String SSL = "ssl";

	/** The file of the certificates to trust. */
	static final String SSL_ROOT_CERTIFICATE = "sslrootcert";

	/** libpq's. */
	static final Keywords LIBPQ = new Keywords(UnaryOperator.identity());

	/** libpq's in a URI, which may say {@code ssl=true} as a JDBC URL does. */
	static final Keywords URI = new Keywords(UnaryOperator.identity());

	/** Npgsql's, whatever their case and blanks. */
	static final Keywords NPGSQL = new Keywords(Keywords::bare);

	static {
		libpq(LIBPQ);
		libpq(URI);
		URI.add(SSL, Values.SWITCH, SSL);
		npgsql(NPGSQL);
	}

	private final UnaryOperator<String> spelling;

	private final Map<String, Keyword> keywords = new HashMap<>();

	private Keywords(UnaryOperator<String> spelling) {
		this.spelling = spelling;
	}

	private static void libpq(Keywords libpq) {
		libpq.add(HOST, Values.TEXT, "host")
			.add(HOST_ADDRESS, Values.TEXT, "hostaddr")
			.add(PORT, Values.TEXT, "port")
			.add(DATABASE, Values.TEXT, "dbname")
			.add(USER, Values.TEXT, "user")
			.add(PASSWORD, Values.TEXT, "password")
			.add("connectTimeout", Values.SECONDS, "connect_timeout")
			.add("ApplicationName", Values.TEXT, "application_name")
			.add("options", Values.TEXT, "options")
			// Not libpq's, but sent to the server by lib/pq and pgx, Go's drivers
			.add("currentSchema", Values.TEXT, "search_path")
			.add("replication",
					Values.of(Values.mapping("true", "true", "on", "true", "yes", "true", "1", "true", "database",
							"database", "false", "false", "off", "false", "no", "false", "0", "false")),
					"replication")
			.add("tcpKeepAlive", Values.of(Values.mapping("1", "true", "0", "false")), "keepalives")
			.add("targetServerType", Values.SERVER_TYPE, "target_session_attrs")
			.add("loadBalanceHosts", Values.of(Values.mapping("disable", "false", "random", "true")),
					"load_balance_hosts")
			.add(SSL_MODE, Values.SSL_MODE, "sslmode")
			.add("sslNegotiation", Values.oneOf("postgres", "direct"), "sslnegotiation")
			.add("sslcert", Values.TEXT, "sslcert")
			.add("sslkey", Values.TEXT, "sslkey")
			.add("sslpassword", Values.TEXT, "sslpassword")
			.add(SSL_ROOT_CERTIFICATE, Values.TEXT, "sslrootcert")
			.add("channelBinding", Values.oneOf("disable", "prefer", "require"), "channel_binding")
			.add("requireAuth", Values.AUTHENTICATION, "require_auth")
			.add("gssEncMode", Values.oneOf("disable", "prefer", "require"), "gssencmode")
			.add("gsslib", Values.oneOf("gssapi", "sspi"), "gsslib")
			.add("kerberosServerName", Values.TEXT, "krbsrvname")
			// pgjdbc names itself where no name is given, and has no further fallback
			.ignore("fallback_application_name")
			// pgjdbc finds services and password files by its own means
			.ignore("service", "servicefile", "passfile")
			// Always UTF-8
			.ignore("client_encoding")
			// The JVM's affair: its security properties and its sockets
			.ignore("ssl_min_protocol_version", "ssl_max_protocol_version", "sslcrl", "sslcrldir", "sslsni",
					"sslkeylogfile", "sslcertmode", "keepalives_idle", "keepalives_interval", "keepalives_count",
					"tcp_user_timeout")
			.ignore("min_protocol_version", "max_protocol_version", "requirepeer", "gssdelegation", "scram_client_key",
					"scram_server_key", "oauth_issuer", "oauth_client_id", "oauth_client_secret", "oauth_scope")
			// Without effect in libpq, too
			.ignore("sslcompression", "requiressl", "authtype", "tty");
	}

	private static void npgsql(Keywords npgsql) {
		npgsql.add(HOST, Values.TEXT, "Host", "Server")
			.add(PORT, Values.TEXT, "Port")
			.add(DATABASE, Values.TEXT, "Database", "DB")
			.add(USER, Values.TEXT, "Username", "User Id", "UID", "User")
			.add(PASSWORD, Values.TEXT, "Password", "PWD", "PSW")
			.add("connectTimeout", Values.SECONDS, "Timeout")
			// Both cancel a statement that takes longer. Not socketTimeout: that one
			// gives the connection up, and counts between two bytes
			.add("queryTimeout", Values.SECONDS, "Command Timeout")
			.add("ApplicationName", Values.TEXT, "Application Name")
			.add("options", Values.TEXT, "Options")
			.add("currentSchema", Values.TEXT, "Search Path")
			.add("tcpKeepAlive", Values.SWITCH, "TCP Keepalive")
			.add("targetServerType", Values.SERVER_TYPE, "Target Session Attributes")
			.add("loadBalanceHosts", Values.SWITCH, "Load Balance Hosts")
			.add("hostRecheckSeconds", Values.SECONDS, "Host Recheck Seconds")
			.add("receiveBufferSize", Values.BYTES, "Socket Receive Buffer Size")
			.add("sendBufferSize", Values.BYTES, "Socket Send Buffer Size")
			.add(SSL, Values.SWITCH, "SSL")
			.add(SSL_MODE, Values.SSL_MODE, "SSL Mode")
			.add("sslNegotiation", Values.oneOf("postgres", "direct"), "SSL Negotiation")
			.add("sslcert", Values.TEXT, "SSL Certificate", "Client Certificate")
			.add("sslkey", Values.TEXT, "SSL Key", "Client Certificate Key")
			.add("sslpassword", Values.TEXT, "SSL Password")
			.add(SSL_ROOT_CERTIFICATE, Values.TEXT, "Root Certificate")
			.add("channelBinding", Values.oneOf("disable", "prefer", "require"), "Channel Binding")
			.add("requireAuth", Values.AUTHENTICATION, "Require Auth")
			.add("gssEncMode", Values.oneOf("disable", "prefer", "require"), "GSS Encryption Mode")
			.add("kerberosServerName", Values.TEXT, "Kerberos Service Name", "Krbsrvname")
			// The pool is Spring Boot's
			.ignore("Pooling", "Minimum Pool Size", "Min Pool Size", "Maximum Pool Size", "Max Pool Size",
					"Connection Idle Lifetime", "Connection Pruning Interval", "Connection Lifetime",
					"Load Balance Timeout", "No Reset On Close", "Enlist", "Multiplexing",
					"Write Coalescing Buffer Threshold Bytes")
			// Sends a query every so many seconds, which pgjdbc never does
			.ignore("Keepalive")
			// The JVM's affair, as above
			.ignore("TCP Keepalive Time", "TCP Keepalive Interval", "Check Certificate Revocation")
			// Says nothing beside the mode: to require is not to verify
			.ignore("Trust Server Certificate")
			.ignore("Passfile", "Client Encoding", "Encoding", "Timezone", "Include Realm", "Integrated Security",
					"Persist Security Info", "Log Parameters", "Include Error Detail", "Include Error Details",
					"Include Failed Batched Command", "Cancellation Timeout", "Internal Command Timeout",
					"Read Buffer Size", "Write Buffer Size", "Max Auto Prepare", "Auto Prepare Min Usages",
					"Array Nullability Mode", "Load Table Composites", "Server Compatibility Mode", "Replication Mode",
					"Use SSL Stream", "Use Perf Counters", "Convert Infinity DateTime", "Protocol");
	}

	private static String bare(String keyword) {
		StringBuilder bare = new StringBuilder();
		keyword.chars().filter((c) -> !NpgsqlConnectionString.isBlank((char) c)).forEach((c) -> bare.append((char) c));
		return bare.toString().toLowerCase(Locale.ROOT);
	}

	private Keywords add(@Nullable String property, Values values, String... names) {
		for (String name : names) {
			this.keywords.put(this.spelling.apply(name), new Keyword(property, values));
		}
		return this;
	}

	private Keywords ignore(String... names) {
		return add(null, Values.TEXT, names);
	}

	/**
	 * Finds a keyword.
	 * @param name the keyword as it is written
	 * @return what it means, or {@code null} if it is none
	 */
	@Nullable Keyword find(String name) {
		return this.keywords.get(this.spelling.apply(name));
	}

	/**
	 * Returns all keywords in their plainest spelling.
	 * @return what they mean, by keyword
	 */
	Map<String, Keyword> all() {
		return Map.copyOf(this.keywords);
	}

	/**
	 * What a keyword means.
	 *
	 * @param property the property of pgjdbc or one of the two that stand for more,
	 * {@link #HOST_ADDRESS} and {@link #SSL}; {@code null} where pgjdbc has no
	 * counterpart
	 * @param values how its values read in pgjdbc
	 */
	record Keyword(@Nullable String property, Values values) {
	}

}
