package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is measured on, as far as it matters.
 */
final class Machine {

	private Machine() {
	}

	static String describe() throws IOException {
		long memory = Long.parseLong(find("/proc/meminfo", "MemTotal:\\s+(\\d+)")) >> 20;
		return "%d cores (%s), %d GB, Linux %s".formatted(Runtime.getRuntime().availableProcessors(),
				find("/proc/cpuinfo", "model name\\s*: (.*)"), memory, System.getProperty("os.version"));
	}

	static String java(Path home) throws IOException {
		return find(home.resolve("release").toString(), "JAVA_VERSION=\"(.*)\"");
	}

	private static String find(String file, String pattern) throws IOException {
		Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
		return matcher.find() ? matcher.group(1) : "unknown";
	}

}
