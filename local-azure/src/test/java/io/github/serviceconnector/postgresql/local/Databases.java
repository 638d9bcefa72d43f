package io.github.serviceconnector.postgresql.local;

import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.sql.DataSource;

/**
 * What the tests do with a database.
 */
final class Databases {

	static final String AUDIENCE = "https://ossrdbms-aad.database.windows.net";

	private Databases() {
	}

	static String token(LocalAzure azure, LocalIdentity identity) {
		return azure.issueToken(identity, AUDIENCE, Duration.ofHours(1));
	}

	static Connection connect(LocalAzure azure, String role, String password, String... properties)
			throws SQLException {
		return connect(azure.database().jdbcUrl(), role, password, properties);
	}

	static Connection connect(String url, String role, String password, String... properties) throws SQLException {
		Properties all = new Properties();
		all.setProperty("user", role);
		all.setProperty("password", password);
		for (int i = 0; i < properties.length; i += 2) {
			all.setProperty(properties[i], properties[i + 1]);
		}
		return DriverManager.getConnection(url, all);
	}

	static String query(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
			int columns = result.getMetaData().getColumnCount();
			result.next();
			List<String> values = IntStream.rangeClosed(1, columns)
				.mapToObj((column) -> value(result, column))
				.toList();
			return values.stream().collect(Collectors.joining(","));
		}
	}

	static String query(DataSource dataSource, String sql) throws SQLException {
		try (Connection connection = dataSource.getConnection()) {
			return query(connection, sql);
		}
	}

	static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	static SSLSocketFactory trusting(TrustStore trustStore) throws Exception {
		return contextTrusting(trustStore).getSocketFactory();
	}

	static SSLContext contextTrusting(TrustStore trustStore) throws Exception {
		TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trustManagers.init(KeyStore.getInstance(trustStore.file().toFile(), trustStore.password().toCharArray()));
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trustManagers.getTrustManagers(), null);
		return context;
	}

	private static String value(ResultSet result, int column) {
		try {
			return String.valueOf(result.getString(column));
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
