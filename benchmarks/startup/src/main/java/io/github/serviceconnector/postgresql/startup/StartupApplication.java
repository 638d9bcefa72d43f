package io.github.serviceconnector.postgresql.startup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * An application that asks its database one question, opens more connections if it is
 * told to, and waits for its standard input to end, so that it can be looked at. What it
 * reports is a name and a time, as cheaply as can be.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartupApplication {

	/**
	 * Runs the application.
	 * @param args its command line: {@code --startup.pooled} is the number of connections
	 * held at once, {@code --startup.fresh} that of connections opened past the pool
	 * @throws SQLException if the database cannot be entered
	 * @throws IOException if standard input cannot be read
	 */
	public static void main(String[] args) throws SQLException, IOException {
		try (ConfigurableApplicationContext context = SpringApplication.run(StartupApplication.class, args)) {
			report("started");
			context.getBean(JdbcClient.class).sql("select 1").query(Integer.class).single();
			report("queried");
			holdConnections(context.getBean(DataSource.class), number(context, "startup.pooled"));
			int fresh = number(context, "startup.fresh");
			if (fresh > 0) {
				openConnections(context.getBean(JdbcConnectionDetails.class), fresh);
			}
			report("done");
			System.in.read();
		}
	}

	private static int number(ConfigurableApplicationContext context, String property) {
		return context.getEnvironment().getProperty(property, Integer.class, 0);
	}

	private static void holdConnections(DataSource dataSource, int number) throws SQLException {
		List<Connection> connections = new ArrayList<>();
		while (connections.size() < number) {
			connections.add(dataSource.getConnection());
		}
		report("held");
		for (Connection connection : connections) {
			connection.close();
		}
	}

	private static void openConnections(JdbcConnectionDetails details, int number) throws SQLException {
		DataSource dataSource = DataSourceBuilder.create()
			.type(SimpleDriverDataSource.class)
			.driverClassName(details.getDriverClassName())
			.url(details.getJdbcUrl())
			.username(details.getUsername())
			.password(details.getPassword())
			.build();
		for (int i = 0; i < number; i++) {
			long start = System.nanoTime();
			Connection connection = dataSource.getConnection();
			System.out.println("startup login " + (System.nanoTime() - start));
			connection.close();
		}
	}

	private static void report(String event) {
		System.out.println("startup " + event + " " + System.currentTimeMillis());
	}

}
