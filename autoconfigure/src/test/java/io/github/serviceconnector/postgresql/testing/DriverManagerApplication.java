package io.github.serviceconnector.postgresql.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.github.serviceconnector.postgresql.jdbc.PasswordlessJdbc;

/**
 * An application without Spring, bound with {@code --client-type java}.
 */
public final class DriverManagerApplication {

	private DriverManagerApplication() {
	}

	/**
	 * Logs in, says who it is, and ends.
	 * @param args {@code sample} for the code of Service Connector's documentation
	 * @throws SQLException if the login fails
	 */
	public static void main(String[] args) throws SQLException {
		try (Connection connection = (args.length > 0) ? sample() : ours();
				Statement statement = connection.createStatement();
				ResultSet user = statement.executeQuery("select current_user")) {
			user.next();
			System.out.println("Logged in as " + user.getString(1));
		}
	}

	// https://learn.microsoft.com/azure/service-connector/how-to-integrate-postgres
	private static Connection sample() throws SQLException {
		return DriverManager.getConnection(System.getenv("AZURE_POSTGRESQL_CONNECTIONSTRING")
				+ "&authenticationPluginClassName=com.azure.identity.extensions.jdbc.postgresql.AzurePostgresqlAuthenticationPlugin");
	}

	private static Connection ours() throws SQLException {
		String url = PasswordlessJdbc.ofProcess().url(System.getenv("AZURE_POSTGRESQL_CONNECTIONSTRING"));
		return DriverManager.getConnection(url);
	}

}
