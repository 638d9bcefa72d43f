package io.github.serviceconnector.postgresql.testing;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.serviceconnector.postgresql.local.LocalAzure;
import io.github.serviceconnector.postgresql.local.TrustStore;

/**
 * An application in a JVM of its own, since azure-identity reads the process environment.
 */
public final class ApplicationProcess {

	// Half of the processor time of a JVM that is tuned to run for long
	private static final List<String> STARTS_FAST = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

	private ApplicationProcess() {
	}

	/**
	 * Returns options of a JVM that trusts the authority of a stand-in for Azure.
	 * @param azure the stand-in
	 * @param hosts the file with the only names that the JVM knows
	 * @param more options beside these
	 * @return the options
	 */
	public static List<String> trusting(LocalAzure azure, Path hosts, String... more) {
		TrustStore trustStore = azure.trustStore();
		List<String> options = new ArrayList<>(List.of(more));
		options.addAll(List.of("-Djdk.net.hosts.file=" + hosts, "-Djavax.net.ssl.trustStore=" + trustStore.file(),
				"-Djavax.net.ssl.trustStorePassword=" + trustStore.password()));
		return options;
	}

	/**
	 * Runs {@link LoginApplication} to its end.
	 * @param variables the whole environment of the process
	 * @param jvmOptions options of the JVM
	 * @param arguments the command line
	 * @return how it ended, with all that it printed
	 * @throws IOException if it cannot be started
	 * @throws InterruptedException if this thread is interrupted
	 */
	public static Result run(Map<String, String> variables, List<String> jvmOptions, String... arguments)
			throws IOException, InterruptedException {
		return run(LoginApplication.class, variables, jvmOptions, arguments);
	}

	/**
	 * Runs a program to its end.
	 * @param program the class with its main method
	 * @param variables the whole environment of the process
	 * @param jvmOptions options of the JVM
	 * @param arguments the command line
	 * @return how it ended, with all that it printed
	 * @throws IOException if it cannot be started
	 * @throws InterruptedException if this thread is interrupted
	 */
	public static Result run(Class<?> program, Map<String, String> variables, List<String> jvmOptions,
			String... arguments) throws IOException, InterruptedException {
		return run(process(program, variables, jvmOptions, arguments).redirectErrorStream(true));
	}

	/**
	 * Runs a program to its end, for another that reads its output.
	 * @param program the class with its main method
	 * @param variables the whole environment of the process
	 * @param jvmOptions options of the JVM
	 * @param arguments the command line
	 * @return how it ended, with what it printed to its standard output
	 * @throws IOException if it cannot be started
	 * @throws InterruptedException if this thread is interrupted
	 */
	public static Result runForOutput(Class<?> program, Map<String, String> variables, List<String> jvmOptions,
			String... arguments) throws IOException, InterruptedException {
		return run(process(program, variables, jvmOptions, arguments).redirectError(ProcessBuilder.Redirect.DISCARD));
	}

	static ProcessBuilder process(Class<?> program, Map<String, String> variables, List<String> jvmOptions,
			String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(STARTS_FAST);
		command.addAll(List.of("-cp", System.getProperty("java.class.path")));
		command.addAll(jvmOptions);
		command.add(program.getName());
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().clear();
		builder.environment().putAll(variables);
		return builder;
	}

	private static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (!process.waitFor(1, TimeUnit.MINUTES)) {
			process.destroyForcibly();
			throw new IllegalStateException("Still running: " + output);
		}
		return new Result(process.exitValue(), output);
	}

	/**
	 * How a process ended.
	 *
	 * @param exitCode its exit code
	 * @param output what it printed
	 */
	public record Result(int exitCode, String output) implements Serializable {
	}

}
