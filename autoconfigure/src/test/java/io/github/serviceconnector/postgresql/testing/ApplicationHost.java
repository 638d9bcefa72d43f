package io.github.serviceconnector.postgresql.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.github.serviceconnector.postgresql.testing.ApplicationProcess.Result;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;

/**
 * A JVM of its own that runs one application after the other, which takes a fraction of
 * the time of a JVM for each. An application sees the environment variables that it is
 * given beside the process's; whoever asks the system itself sees the process's alone.
 */
public final class ApplicationHost implements AutoCloseable {

	private final Process process;

	private final ObjectOutputStream requests;

	private final ObjectInputStream results;

	private ApplicationHost(Process process) throws IOException {
		this.process = process;
		this.requests = new ObjectOutputStream(process.getOutputStream());
		this.requests.flush();
		this.results = new ObjectInputStream(process.getInputStream());
	}

	/**
	 * Starts the JVM.
	 * @param variables the whole environment of the process
	 * @param jvmOptions options of the JVM
	 * @return the JVM, to be closed
	 * @throws IOException if it cannot be started
	 */
	public static ApplicationHost start(Map<String, String> variables, List<String> jvmOptions) throws IOException {
		List<String> options = new ArrayList<>(jvmOptions);
		// The standard output is for the results
		options.addAll(List.of("-Xlog:disable", "-Xlog:all=warning:stderr"));
		return new ApplicationHost(ApplicationProcess.process(ApplicationHost.class, variables, options)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start());
	}

	/**
	 * Runs {@link LoginApplication} to its end.
	 * @param variables the environment variables that it sees beside the process's
	 * @param arguments the command line
	 * @return how it ended, with all that it printed
	 * @throws IOException if the JVM is no more
	 */
	public Result run(Map<String, String> variables, String... arguments) throws IOException {
		return run(LoginApplication.class, variables, arguments);
	}

	/**
	 * Runs an application to its end.
	 * @param application the class with its main method, which does not end the JVM
	 * @param variables the environment variables that it sees beside the process's
	 * @param arguments the command line
	 * @return how it ended, with all that it printed
	 * @throws IOException if the JVM is no more
	 */
	public Result run(Class<?> application, Map<String, String> variables, String... arguments) throws IOException {
		this.requests.writeObject(
				new Request(application.getName(), new HashMap<>(variables), new ArrayList<>(List.of(arguments))));
		this.requests.flush();
		try {
			return (Result) this.results.readObject();
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Ends the JVM. */
	@Override
	public void close() {
		this.process.destroy();
	}

	/**
	 * Runs applications in this JVM, until no more are asked for.
	 * @param arguments none
	 * @throws Exception if the other side is no more
	 */
	public static void main(String[] arguments) throws Exception {
		ObjectOutputStream results = new ObjectOutputStream(System.out);
		results.flush();
		// What threads say that outlive their application
		System.setOut(System.err);
		try (ObjectInputStream requests = new ObjectInputStream(System.in)) {
			while (true) {
				results.writeObject(run((Request) requests.readObject()));
				results.flush();
			}
		}
		catch (EOFException ex) {
			// Whatever threads an application left
			System.exit(0);
		}
	}

	private static Result run(Request request) throws ReflectiveOperationException {
		PrintStream err = System.err;
		Properties properties = (Properties) System.getProperties().clone();
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
		System.setOut(stream);
		System.setErr(stream);
		try {
			int exitCode = request.main();
			return new Result(exitCode, output.toString(StandardCharsets.UTF_8));
		}
		finally {
			System.setOut(err);
			System.setErr(err);
			System.setProperties(properties);
		}
	}

	private record Request(String application, HashMap<String, String> variables,
			ArrayList<String> arguments) implements Serializable {

		int main() throws ReflectiveOperationException {
			Method main = Class.forName(this.application).getMethod("main", String[].class);
			return SpringApplication.withHook(this::bind, () -> {
				try {
					main.invoke(null, (Object) this.arguments.toArray(String[]::new));
					return 0;
				}
				catch (InvocationTargetException ex) {
					// As the JVM does
					Thread thread = Thread.currentThread();
					thread.getUncaughtExceptionHandler().uncaughtException(thread, ex.getCause());
					return 1;
				}
			});
		}

		private SpringApplicationRunListener bind(SpringApplication application) {
			Map<String, String> all = new HashMap<>(System.getenv());
			all.putAll(this.variables);
			application.setEnvironment(BoundApplication.environment(all));
			return new SpringApplicationRunListener() {
			};
		}

	}

}
