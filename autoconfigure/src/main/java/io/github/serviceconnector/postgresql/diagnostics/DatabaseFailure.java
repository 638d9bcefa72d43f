package io.github.serviceconnector.postgresql.diagnostics;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.decision.Decision;
import org.jspecify.annotations.Nullable;

/**
 * What is known to go wrong between the application and the database, in the order in
 * which it is looked for. The driver's messages are translated, so that codes and types
 * of exceptions come before words, and words are those that no translation changes; those
 * of the server are Azure's.
 */
enum DatabaseFailure {

	CERTIFICATE_EXPIRED("The certificate of {server} has expired, so no token was sent.",
			"Check the clock of this machine; if it is right, and the server is Azure's, open a support request.",
			(chain) -> chain.has(CertificateExpiredException.class)),

	CERTIFICATE_OF_ANOTHER_NAME(
			"The server was asked for as {asked-names}, and its certificate is for {other-names}, so no token was sent.",
			"Write the server's own name, <server>.postgres.database.azure.com, in {setting}: neither an IP address "
					+ "nor an alias (a CNAME, or a name in a private DNS zone of your own).",
			// The name of the class, which is in the message in every language; and where
			// the JDK checks, that of the name throws no subtype
			(chain) -> chain.names("ServerNameVerifier") || chain.names("PgjdbcHostnameVerifier")
					|| chain.hasNamed(CertificateException.class.getName())
					|| chain.driverSays("08006", "hostname", "could not be verified")),

	CERTIFICATE_NOT_TRUSTED(
			"The certificate of {server} comes from an authority that is not trusted, so no token was sent.",
			"Use a current JDK, whose trust store has Azure's authorities, or add the server's authority to it "
					+ "(keytool -importcert -cacerts -file <authority>.pem); a URL with sslrootcert trusts that "
					+ "file alone.",
			(chain) -> chain.has(CertificateException.class) || chain.has(CertPathBuilderException.class)
					|| chain.has(CertPathValidatorException.class)),

	NO_TLS("The server at {server} does not encrypt, so no token was sent.",
			"Check host and port: Azure's servers encrypt, and so does their PgBouncer on port 6432.",
			(chain) -> chain.driverSays("08004", "SSL") || chain.driverSays("08006", "SSL connection is disabled")),

	ANOTHER_LOGIN(
			"The server at {server} asked for something else than a password in clear text, so no token was sent.",
			"If the role '{role}' has a password of its own, bind the role of an identity in its place; else turn on "
					+ "Microsoft Entra authentication: az postgres flexible-server update --resource-group <group> "
					+ "--name <server> --microsoft-entra-auth Enabled",
			(chain) -> chain.driverSays("28000", "a token is only sent") || chain.driverEndsWith("08004")),

	ENTRA_IS_OFF("The server at {server} has Microsoft Entra authentication turned off.",
			"Turn it on: az postgres flexible-server update --resource-group <group> --name <server> "
					+ "--microsoft-entra-auth Enabled (older versions of the CLI: --active-directory-auth Enabled)",
			(chain) -> Stream.of("Entra", "Azure Active Directory", "Azure AD")
				.anyMatch((name) -> Stream.of("28000", "28P01")
					.anyMatch((state) -> chain.serverSays(state, name, "not enabled")))),

	UNENCRYPTED("The server at {server} refuses a connection without encryption.",
			"Write sslmode=require in the URL, and remove 'serviceconnector.postgresql.tls=as-bound'.",
			(chain) -> chain.serverSays("28000", "pg_hba.conf", "no encryption")),

	ADDRESS_REFUSED("The server at {server} does not let this machine's address in.",
			"Allow it in the server's firewall: az postgres flexible-server firewall-rule create --resource-group "
					+ "<group> --name <server> --rule-name app --start-ip-address <ip> --end-ip-address <ip>",
			(chain) -> chain.serverSays("28000", "pg_hba.conf")),

	ROLE_REFUSED(
			"The server at {server} refused the token for the role '{role}': there is no such role, or it is "
					+ "another identity's.",
			"As Microsoft Entra administrator, connected to the database postgres, run: select * from "
					+ "pgaadauth_create_principal('{role-literal}', false, false); or bind the role that the identity "
					+ "has (select * from pgaadauth_list_principals(false)).",
			(chain) -> chain.serverSays("28P01") || chain.serverSays("28000", "does not exist")
					|| chain.serverSays("28000", "principal")),

	NO_DATABASE("The server at {server} has no database '{database}'.",
			"Create it (az postgres flexible-server db create --resource-group <group> --server-name <server> "
					+ "--database-name <database>), or correct the name in {setting}.",
			(chain) -> chain.serverSays("3D000")),

	TOO_MANY_CONNECTIONS("The server at {server} has no connection left for the role '{role}'.",
			"Make the pools smaller ('spring.datasource.hikari.maximum-pool-size', times the instances of the app), "
					+ "use the built-in PgBouncer on port 6432, or raise the server's max_connections.",
			(chain) -> chain.serverSays("53300")),

	NO_GRANT_ON_SCHEMA("The role '{role}' may not use the schema {schema} of the database '{database}'.",
			"As administrator, connected to that database and not to postgres, run: grant usage, create on schema "
					+ "{schema} to \"{role-identifier}\";",
			(chain) -> chain.serverSays("42501", "public")),

	UNKNOWN_HOST("The name of {hosts} is not known to DNS.",
			"Correct the host in {setting}; a server with private access only is known in its own virtual network, "
					+ "which its private DNS zone must be linked to.",
			(chain) -> chain.has(UnknownHostException.class)),

	TIMED_OUT("{server} did not answer in time.",
			"Let this machine through: a firewall rule (az postgres flexible-server firewall-rule create), or for a "
					+ "private endpoint the virtual network of the app; port 6432 answers only where the built-in "
					+ "PgBouncer is on.",
			(chain) -> chain.has(SocketTimeoutException.class) || chain.has(NoRouteToHostException.class)
			// The driver's own limit; the other failure of that code names the
			// parameter
					|| (chain.driverEndsWith("08001") && !chain.names("targetServerType"))
					|| chain.hasNamed("io.netty.channel.ConnectTimeoutException")
					|| chain.hasNamed("io.r2dbc.spi.R2dbcTimeoutException")),

	REFUSED("Nothing listens at {server}.",
			"Correct host and port in {setting}: 5432, or 6432 where the built-in PgBouncer is on. A server that was "
					+ "stopped starts with: az postgres flexible-server start --resource-group <group> --name <server>",
			(chain) -> chain.has(ConnectException.class)),

	HUNG_UP("What listens at {server} ended the connection before the login.",
			"Check that host and port in {setting} are PostgreSQL's; a server that restarts does so for a moment, too.",
			(chain) -> chain.has(EOFException.class) || chain.driverSays("08006", "closed"));

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z-]+)}");

	private final String description;

	private final String action;

	// A lambda that captures nothing
	@SuppressWarnings("ImmutableEnumChecker")
	private final Predicate<CauseChain> matcher;

	DatabaseFailure(String description, String action, Predicate<CauseChain> matcher) {
		this.description = description;
		this.action = action;
		this.matcher = matcher;
	}

	static @Nullable DatabaseFailure of(CauseChain chain) {
		return Stream.of(values()).filter((failure) -> failure.matcher.test(chain)).findFirst().orElse(null);
	}

	FailureExplanation explain(Decision.Login login, CauseChain chain) {
		return explain(login, chain, "public");
	}

	FailureExplanation explain(Decision.Login login, CauseChain chain, String schema) {
		return new FailureExplanation(fill(this.description, login, chain, schema),
				fill(this.action, login, chain, schema));
	}

	private static String fill(String template, Decision.Login login, CauseChain chain, String schema) {
		return PLACEHOLDER.matcher(template)
			.replaceAll((match) -> Matcher.quoteReplacement(value(match.group(1), login, chain, schema)));
	}

	private static String value(String placeholder, Decision.Login login, CauseChain chain, String schema) {
		return switch (placeholder) {
			case "schema" -> schema;
			case "server" -> login.url().address();
			case "hosts" -> login.url().hosts();
			case "asked-names" -> chain.otherNames().isEmpty() ? login.url().hosts()
					: String.join(", ", new TreeSet<>(chain.otherNames().keySet()));
			case "other-names" -> chain.otherNames().isEmpty() ? "another name"
					: chain.otherNames()
						.values()
						.stream()
						.flatMap(List::stream)
						.distinct()
						.collect(Collectors.joining(", "));
			case "database" -> login.url().database();
			case "setting" -> login.origin().toString();
			case "role" -> role(login);
			case "role-literal" -> role(login).replace("'", "''");
			case "role-identifier" -> role(login).replace("\"", "\"\"");
			default -> throw new IllegalArgumentException(placeholder);
		};
	}

	private static String role(Decision.Login login) {
		return (login.role() != null) ? login.role() : "<the one that the token names>";
	}

}
