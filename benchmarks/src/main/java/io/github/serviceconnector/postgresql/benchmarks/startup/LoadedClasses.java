package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classes that a process loads until its first query, by the jar that they come from.
 * Counted in a run of its own, as the log of them costs time.
 *
 * @param byOrigin how many, by the jar's name without its version
 */
record LoadedClasses(Map<String, Integer> byOrigin) {

	private static final Pattern LOADED = Pattern.compile("\\S+ source: (.*)");

	private static final Pattern LIBRARY = Pattern.compile(".*BOOT-INF/lib/(.+?)(?:-\\d[^/!]*)?\\.jar.*");

	LoadedClasses {
		byOrigin = Collections.unmodifiableMap(new TreeMap<>(byOrigin));
	}

	static LoadedClasses of(Candidate candidate, Jvm jvm, Path directory) throws IOException, InterruptedException {
		Path log = Files.createTempFile(directory, "classes", ".log");
		ApplicationProcess.run(candidate, jvm.fatJar(candidate, "-Xlog:class+load:file=" + log + ":none:filecount=0"));
		try (Stream<String> lines = Files.lines(log)) {
			return parse(lines);
		}
	}

	static LoadedClasses parse(Stream<String> lines) {
		Map<String, Integer> counts = new TreeMap<>();
		lines.map(LOADED::matcher)
			.filter(Matcher::matches)
			.forEach((matcher) -> counts.merge(origin(matcher.group(1)), 1, Integer::sum));
		return new LoadedClasses(counts);
	}

	private static String origin(String source) {
		Matcher library = LIBRARY.matcher(source);
		if (library.matches()) {
			return library.group(1);
		}
		if (source.startsWith("jrt:") || source.startsWith("shared objects")) {
			return "JDK";
		}
		return source.contains(".jar") ? "application and loader" : "generated at run time";
	}

	int total() {
		return this.byOrigin.values().stream().mapToInt(Integer::intValue).sum();
	}

	int of(String origin) {
		return this.byOrigin.getOrDefault(origin, 0);
	}

}
