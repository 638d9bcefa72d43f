package io.github.serviceconnector.postgresql.testing;

import javax.sql.DataSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An application that logs in, says who it is, and ends.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class LoginApplication {

	/**
	 * Runs the application.
	 * @param args its command line
	 */
	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = SpringApplication.run(LoginApplication.class, args)) {
			System.out.println("Logged in as " + currentUser(context.getBean(DataSource.class)));
		}
	}

	/**
	 * Asks the database who is logged in.
	 * @param dataSource the way to the database
	 * @return the PostgreSQL role
	 */
	public static String currentUser(DataSource dataSource) {
		return JdbcClient.create(dataSource).sql("select current_user").query(String.class).single();
	}

}
