package io.github.serviceconnector.postgresql.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.LocalAzure;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;

/**
 * What a person sees who asks the doctor in a process of its own: times, dates and the
 * database's port are written as fixed ones of the same width.
 *
 * @param exitCode the exit code of the process
 * @param text all that it printed
 */
record Screen(int exitCode, String text) {

	static final String HOST = "demo.postgres.database.azure.com";

	static Screen of(LocalAzure azure, Map<String, String> variables, String... arguments)
			throws IOException, InterruptedException {
		ApplicationProcess.Result result = ApplicationProcess.run(variables, jvmOptions(azure, "UTF-8"),
				command(arguments));
		return new Screen(result.exitCode(), normalize(result.output(), azure));
	}

	static List<String> jvmOptions(LocalAzure azure, String encoding) {
		return ApplicationProcess.trusting(azure, azure.hostsFile(HOST), "-Dfile.encoding=" + encoding,
				"-Dstdout.encoding=" + encoding);
	}

	static String[] command(String... arguments) {
		List<String> command = new ArrayList<>(List.of("--serviceconnector.postgresql.doctor"));
		command.addAll(List.of(arguments));
		return command.toArray(String[]::new);
	}

	static String normalize(String output, LocalAzure azure) {
		return output.replaceAll("[ \\d]{6} ms  ", "     5 ms  ")
			.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "2030-01-02T03:04:05Z")
			.replaceAll("(from|until) \\d{4}-\\d\\d-\\d\\d", "$1 2030-01-02")
			.replace(":" + azure.database().port(), ":54321")
			.replace(":" + azure.identityEndpoint().uri().getPort(), ":43210");
	}

}
