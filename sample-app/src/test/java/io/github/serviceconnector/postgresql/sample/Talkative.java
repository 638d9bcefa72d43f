package io.github.serviceconnector.postgresql.sample;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;

import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import io.github.serviceconnector.postgresql.jdbc.TokenLoginDriver;
import reactor.core.publisher.Mono;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Makes the sample say all that it can: beside every log line, what actuator, JMX,
 * threads, beans and a failed login have to tell. Then it ends. It is added to the
 * application by {@code spring.main.sources}, since a main class beside that of
 * {@link LocalSampleApplication} would keep {@code spring-boot:test-run} from finding it.
 */
final class Talkative implements ApplicationRunner {

	private static final List<String> ENDPOINTS = List.of("env", "env/spring.datasource.url", "configprops", "beans",
			"conditions", "mappings", "loggers", "health", "info", "metrics", "threaddump", "flyway", "scheduledtasks",
			"serviceconnector");

	private final ConfigurableApplicationContext context;

	Talkative(ConfigurableApplicationContext context) {
		this.context = context;
	}

	@Override
	public void run(ApplicationArguments args) throws IOException, InterruptedException, JMException {
		failLogin(this.context.getBean(JdbcConnectionDetails.class));
		askActuator(this.context.getEnvironment().getRequiredProperty("local.server.port"));
		askJmx(ManagementFactory.getPlatformMBeanServer());
		for (String name : this.context.getBeanDefinitionNames()) {
			if (this.context.getBeanFactory().isSingleton(name)) {
				System.out.println("bean " + name + ": " + this.context.getBean(name));
			}
		}
		Thread.getAllStackTraces().keySet().forEach((thread) -> System.out.println("thread: " + thread));
		System.out.println("Said everything");
		this.context.close();
	}

	private static void failLogin(JdbcConnectionDetails details) {
		Properties info = new Properties();
		info.setProperty("user", "nobody");
		if (details.getPassword() != null) {
			info.setProperty("password", details.getPassword());
		}
		try {
			new TokenLoginDriver().connect(details.getJdbcUrl(), info);
			throw new IllegalStateException("Nobody was let in");
		}
		catch (SQLException ex) {
			ex.printStackTrace(System.out);
		}
	}

	private static void askActuator(String port) throws IOException, InterruptedException {
		HttpClient client = HttpClient.newHttpClient();
		for (String endpoint : ENDPOINTS) {
			URI uri = URI.create("http://localhost:" + port + "/actuator/" + endpoint);
			HttpResponse<String> response = client.send(HttpRequest.newBuilder(uri).build(),
					HttpResponse.BodyHandlers.ofString());
			System.out.println(endpoint + " " + response.statusCode() + ": " + response.body());
		}
	}

	private static void askJmx(MBeanServer server) throws JMException {
		for (ObjectName name : server.queryNames(null, null)) {
			for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
				System.out.println("JMX " + name + " " + attribute.getName() + ": " + value(server, name, attribute));
			}
		}
	}

	private static String value(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
		try {
			return String.valueOf(server.getAttribute(name, attribute.getName()));
		}
		catch (JMException | RuntimeException ex) {
			return ex.toString();
		}
	}

	/** A credential of the application's own. */
	static final class OwnCredential {

		static final String TOKEN_FILE = "TALKATIVE_TOKEN_FILE";

		@Bean
		TokenCredential credential() {
			return (request) -> Mono
				.fromCallable(() -> new AccessToken(Files.readString(Path.of(System.getenv(TOKEN_FILE))),
						OffsetDateTime.now(ZoneOffset.UTC).plusHours(20)));
		}

	}

}
