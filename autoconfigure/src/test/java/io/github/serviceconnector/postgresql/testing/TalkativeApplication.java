package io.github.serviceconnector.postgresql.testing;

import org.springframework.boot.SpringApplication;

/**
 * An application that writes to its standard output while it starts, as a library might.
 */
public final class TalkativeApplication {

	private TalkativeApplication() {
	}

	/**
	 * Runs the application.
	 * @param args its command line
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(LoginApplication.class);
		application.addInitializers((context) -> System.out.println("Hello"));
		application.run(args).close();
	}

}
