package io.github.serviceconnector.postgresql.compatibility;

import java.sql.DriverManager;

import javax.sql.DataSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application that DevTools restarts once: it logs in, restarts, logs in and ends.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class RestartedApplication {

	private static final String RESTARTED = "restarted";

	/**
	 * Runs the application.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(RestartedApplication.class, args);
		System.out.println("Logged in as " + BoundApplication.currentUser(context.getBean(DataSource.class)) + " with "
				+ DriverManager.drivers()
					.filter((driver) -> driver.getClass().getName().endsWith("TokenLoginDriver"))
					.count()
				+ " driver, from " + RestartedApplication.class.getClassLoader().getClass().getSimpleName());
		if (System.getProperty(RESTARTED) == null) {
			System.setProperty(RESTARTED, "true");
			Restarter.getInstance().restart();
		}
		else {
			context.close();
			System.exit(0);
		}
	}

}
