package io.github.serviceconnector.postgresql.conformance;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * A program that starts an application for each client type, one after the other, and
 * says as whom it logged in. The variables that the platform sets are those of the
 * process, where azure-identity reads them; those of the client type are in a file.
 */
public final class ClientTypesProcess {

	private ClientTypesProcess() {
	}

	/**
	 * Runs the program.
	 * @param files properties files with the variables, called as their client types
	 * @throws IOException if one of them cannot be read
	 */
	public static void main(String[] files) throws IOException {
		for (String file : files) {
			System.out.println("Client type: " + Path.of(file).getFileName());
			try (ConfigurableApplicationContext context = BoundApplication.run(LoginApplication.class,
					variables(Path.of(file)), "--spring.main.banner-mode=off")) {
				System.out.println("Logged in as " + LoginApplication.currentUser(context.getBean(DataSource.class)));
			}
		}
	}

	private static Map<String, String> variables(Path file) throws IOException {
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(file)) {
			properties.load(reader);
		}
		Map<String, String> variables = new HashMap<>(System.getenv());
		properties.stringPropertyNames().forEach((name) -> variables.put(name, properties.getProperty(name)));
		return variables;
	}

}
