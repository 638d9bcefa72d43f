package io.github.serviceconnector.postgresql.testing;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.springframework.boot.SpringApplicationAotProcessor;

/**
 * An application that was processed ahead of time, as Boot's build plugins do it.
 *
 * @param program the class with its main method
 * @param classPath where its classes are, those that were generated first
 * @param processing how the processing ended
 */
public record ProcessedApplication(Class<?> program, String classPath, ApplicationProcess.Result processing) {

	/**
	 * Processes an application.
	 * @param program the class with its main method
	 * @param directory where the generated code goes, an empty directory
	 * @param excluded what the names of the jars contain that it does without
	 * @param variables the whole environment of the processing
	 * @return the processed application
	 * @throws IOException if it cannot be processed
	 * @throws InterruptedException if this thread is interrupted
	 */
	public static ProcessedApplication of(Class<?> program, Path directory, String excluded,
			Map<String, String> variables) throws IOException, InterruptedException {
		Path sources = directory.resolve("sources");
		Path classes = directory.resolve("classes");
		String classPath = Stream
			.concat(Stream.of(classes.toString()),
					Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)))
			.filter((entry) -> !entry.contains(excluded))
			.collect(Collectors.joining(File.pathSeparator));
		ApplicationProcess.Result result = ApplicationProcess.run(SpringApplicationAotProcessor.class, variables,
				List.of("-classpath", classPath), program.getName(), sources.toString(), classes.toString(),
				classes.toString(), "group", "artifact");
		if (result.exitCode() != 0) {
			throw new IllegalStateException("Not processed: " + result.output());
		}
		compile(sources, classes, classPath);
		return new ProcessedApplication(program, classPath, result);
	}

	private static void compile(Path sources, Path classes, String classPath) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter output = new StringWriter();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
				Stream<Path> tree = Files.walk(sources)) {
			List<Path> generated = tree.filter((path) -> path.toString().endsWith(".java")).toList();
			List<String> options = List.of("-proc:none", "-d", classes.toString(), "-classpath", classPath);
			if (!compiler.getTask(output, files, null, options, null, files.getJavaFileObjectsFromPaths(generated))
				.call()) {
				throw new IllegalStateException("Not compiled: " + output);
			}
		}
	}

	/**
	 * Runs the application to its end.
	 * @param variables the whole environment of the process
	 * @param arguments the command line
	 * @return how it ended, with all that it printed
	 * @throws IOException if it cannot be started
	 * @throws InterruptedException if this thread is interrupted
	 */
	public ApplicationProcess.Result run(Map<String, String> variables, String... arguments)
			throws IOException, InterruptedException {
		List<String> options = List.of("-Dspring.aot.enabled=true", "-classpath", this.classPath);
		return ApplicationProcess.run(this.program, variables, options, arguments);
	}

}
