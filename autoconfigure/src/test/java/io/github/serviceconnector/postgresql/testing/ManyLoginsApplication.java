package io.github.serviceconnector.postgresql.testing;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.PasswordlessConnection;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that logs in to each database that it is bound to, says who it is, and
 * ends.
 */
public final class ManyLoginsApplication {

	private ManyLoginsApplication() {
	}

	/**
	 * Runs the application.
	 * @param args its command line
	 */
	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = SpringApplication.run(LoginApplication.class, args)) {
			context.getBeansOfType(DataSource.class)
				.forEach((name, dataSource) -> System.out
					.println(name + " is entered as " + LoginApplication.currentUser(dataSource)));
			boolean passwordless = context.getBeanProvider(PasswordlessConnection.class).getIfAvailable() != null;
			System.out.println("Passwordless: " + passwordless);
		}
	}

}
