package io.github.serviceconnector.postgresql.local;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Starts a {@link LocalAzure}, prints the settings to paste, and waits until it is
 * killed.
 */
public final class LocalAzureMain {

	private static final String ROLE = "aad_local";

	private LocalAzureMain() {
	}

	/**
	 * Starts it.
	 * @param args at most one: the directory that keeps the rows
	 * @throws InterruptedException if this thread is interrupted while it waits
	 */
	public static void main(String[] args) throws InterruptedException {
		LocalAzureBuilder builder = LocalAzure.builder();
		if (args.length > 0) {
			builder.dataDirectory(Path.of(args[0]));
		}
		try (LocalAzure azure = builder.start()) {
			azure.systemAssignedIdentity(ROLE);
			print(azure);
			new CountDownLatch(1).await();
		}
	}

	private static void print(LocalAzure azure) {
		StringBuilder text = new StringBuilder("# Settings of the app%n".formatted());
		azure.springBootSettings().forEach((key, value) -> text.append("%s=%s%n".formatted(key, value)));
		text.append("%n# Its environment%n".formatted());
		azure.identityEnvironment().forEach((key, value) -> text.append("export %s=%s%n".formatted(key, value)));
		text.append("%n# Its JVM, where the server's certificate is verified%n".formatted());
		text.append("-Djavax.net.ssl.trustStore=%s%n".formatted(azure.trustStore().file()));
		text.append("-Djavax.net.ssl.trustStorePassword=%s%n".formatted(azure.trustStore().password()));
		System.out.println(text);
	}

}
