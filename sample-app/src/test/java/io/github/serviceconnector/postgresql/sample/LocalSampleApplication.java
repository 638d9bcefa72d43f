package io.github.serviceconnector.postgresql.sample;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.LocalAzure;
import io.github.serviceconnector.postgresql.local.LocalIdentity;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Starts the sample on one machine, bound to a local stand-in for Azure whose todos
 * outlive it in the module's folder {@code .local-azure}.
 */
public final class LocalSampleApplication {

	private LocalSampleApplication() {
	}

	/**
	 * Starts the stand-in, then the application.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		LocalAzure azure = LocalAzure.builder().database("todo").dataDirectory(dataDirectory()).start();
		try {
			bind(azure).forEach(System::setProperty);
			SpringApplication.from(SampleApplication::main)
				.withAdditionalProfiles("local")
				.run(args)
				.getApplicationContext()
				.addApplicationListener(new EndOfContext(azure));
		}
		catch (RuntimeException ex) {
			azure.close();
			throw ex;
		}
	}

	/**
	 * Does what Service Connector does: makes the application's identity a principal of
	 * the database, and leaves the settings of the binding.
	 * @param azure the stand-in for Azure
	 * @return the settings, and the variables of App Service
	 */
	private static Map<String, String> bind(LocalAzure azure) {
		LocalIdentity identity = azure.systemAssignedIdentity("aad_todo");
		Map<String, String> settings = new HashMap<>(azure.springBootSettings(identity));
		settings.putAll(azure.identityEnvironment());
		// A developer's machine may ask for another credential
		settings.put("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential");
		return settings;
	}

	private static Path dataDirectory() {
		Path testClasses = new ApplicationHome(LocalSampleApplication.class).getDir().toPath();
		return testClasses.resolve("../../.local-azure").normalize();
	}

	/**
	 * Closes the stand-in with the application.
	 *
	 * @param azure the stand-in
	 */
	private record EndOfContext(LocalAzure azure) implements ApplicationListener<ContextClosedEvent> {

		@Override
		public void onApplicationEvent(ContextClosedEvent event) {
			this.azure.close();
		}

	}

}
