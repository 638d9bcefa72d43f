package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;

/**
 * An app that logs in with azure-identity, in a process of its own: the library reads the
 * process environment.
 */
public final class LoginProcess {

	private LoginProcess() {
	}

	static Result run(LocalAzure azure, Map<String, String> variables, String credential, String role)
			throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		// Half of the processor time of a JVM that is tuned to run for long
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
		command.add("-Djavax.net.ssl.trustStore=" + azure.trustStore().file());
		command.add("-Djavax.net.ssl.trustStorePassword=" + azure.trustStore().password());
		command.add("-Djdk.net.hosts.file=" + azure.hostsFile());
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), LoginProcess.class.getName()));
		command.addAll(List.of(credential, azure.database().jdbcUrl(), role));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().clear();
		// Where nothing listens: an app that finds no other place for tokens stays here
		builder.environment().put("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://127.0.0.1:1");
		builder.environment().put("AZURE_AUTHORITY_HOST", "https://localhost:1/");
		builder.environment().putAll(variables);
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (!process.waitFor(1, TimeUnit.MINUTES)) {
			process.destroyForcibly();
			throw new IllegalStateException("Still running: " + output);
		}
		return new Result(process.exitValue(), output);
	}

	public static void main(String[] args) throws Exception {
		String token = credential(args[0])
			.getTokenSync(new TokenRequestContext().addScopes(Databases.AUDIENCE + "/.default"))
			.getToken();
		try (Connection connection = Databases.connect(args[1], args[2], token)) {
			System.out.println("Logged in as " + Databases.query(connection, "select current_user"));
		}
	}

	private static TokenCredential credential(String name) {
		return switch (name) {
			case "client-secret" -> clientSecret().build();
			case "client-secret-without-discovery" -> clientSecret().disableInstanceDiscovery().build();
			case "workload-identity" -> new WorkloadIdentityCredentialBuilder().build();
			case "managed-identity" ->
				new ManagedIdentityCredentialBuilder().clientId(System.getenv("AZURE_CLIENT_ID")).build();
			case "azure-cli" -> new AzureCliCredentialBuilder().build();
			case "default" -> new DefaultAzureCredentialBuilder().build();
			default -> throw new IllegalArgumentException(name);
		};
	}

	private static ClientSecretCredentialBuilder clientSecret() {
		return new ClientSecretCredentialBuilder().tenantId(System.getenv("AZURE_TENANT_ID"))
			.clientId(System.getenv("AZURE_CLIENT_ID"))
			.clientSecret(System.getenv("AZURE_CLIENT_SECRET"));
	}

	/**
	 * How a process ended.
	 *
	 * @param exitCode its exit code
	 * @param output all that it printed
	 */
	record Result(int exitCode, String output) {
	}

}
