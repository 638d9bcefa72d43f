package io.github.serviceconnector.postgresql.r2dbc;

import java.time.Duration;
import java.util.Objects;

import io.agroal.springframework.boot.AgroalDataSourceAutoConfiguration;
import io.r2dbc.spi.ConnectionFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * An application that logs in through R2DBC, says who it is, and ends.
 */
@Configuration(proxyBeanMethods = false)
// Agroal makes its pool beside a ConnectionFactory, too
@EnableAutoConfiguration(exclude = { AgroalDataSourceAutoConfiguration.class, FlywayAutoConfiguration.class,
		LiquibaseAutoConfiguration.class })
public class ReactiveApplication {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	/**
	 * Runs the application.
	 * @param args its command line
	 */
	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = SpringApplication.run(ReactiveApplication.class, args)) {
			System.out.println("Logged in as " + currentUser(context.getBean(ConnectionFactory.class)));
		}
	}

	static String currentUser(ConnectionFactory connectionFactory) {
		return ask(connectionFactory, "select current_user::text");
	}

	static String ask(ConnectionFactory connectionFactory, String query) {
		return Objects.requireNonNull(
				DatabaseClient.create(connectionFactory).sql(query).mapValue(String.class).one().block(TIMEOUT));
	}

}
