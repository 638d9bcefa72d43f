package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of an application in a process of its own, looked at before it ends. Reads
 * {@code /proc}, so Linux only.
 */
final class ApplicationProcess {

	private static final Pattern EVENT = Pattern.compile("startup (\\w+) (\\d+)");

	private static final Pattern LOG_LINE = Pattern.compile("^\\S+\\s+(INFO|WARN|ERROR) \\d+ --- .*");

	private static final Pattern PEAK_MEMORY = Pattern.compile("VmHWM:\\s+(\\d+) kB");

	// USER_HZ, which is 100 on every architecture that JVMs run on
	private static final int MILLIS_PER_TICK = 10;

	private final Map<String, Long> events = new HashMap<>();

	private final List<Long> logins = new ArrayList<>();

	private final StringBuilder output = new StringBuilder();

	private int logLines;

	private ApplicationProcess() {
	}

	static Start run(Candidate candidate, List<String> command) throws IOException, InterruptedException {
		return new ApplicationProcess().observe(candidate, command);
	}

	private Start observe(Candidate candidate, List<String> command) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.command().addAll(candidate.arguments());
		builder.environment().clear();
		builder.environment().putAll(candidate.environment());
		long started = System.currentTimeMillis();
		Process process = builder.start();
		try (BufferedReader reader = process.inputReader()) {
			read(reader, "done");
			if (!this.events.containsKey("done")) {
				throw new IllegalStateException(candidate + " ended early: " + this.output);
			}
			int logLines = this.logLines;
			double memory = peakMemory(process.pid());
			double cpu = userCpu(process.pid());
			process.getOutputStream().close();
			read(reader, "");
			if (process.waitFor() != 0) {
				throw new IllegalStateException(candidate + " failed: " + this.output);
			}
			return new Start(event("queried") - started, event("held") - event("started"), memory, cpu, logLines,
					this.logins);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private long event(String name) {
		return this.events.getOrDefault(name, 0L);
	}

	private void read(BufferedReader reader, String lastEvent) throws IOException {
		String line = reader.readLine();
		while (line != null) {
			this.output.append(line).append('\n');
			Matcher event = EVENT.matcher(line);
			if (event.matches() && "login".equals(event.group(1))) {
				this.logins.add(Long.valueOf(event.group(2)));
			}
			else if (event.matches()) {
				this.events.put(event.group(1), Long.valueOf(event.group(2)));
				if (lastEvent.equals(event.group(1))) {
					return;
				}
			}
			else if (LOG_LINE.matcher(line).matches()) {
				this.logLines++;
			}
			line = reader.readLine();
		}
	}

	private static double peakMemory(long pid) throws IOException {
		Matcher matcher = PEAK_MEMORY.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
		if (!matcher.find()) {
			throw new IOException("No VmHWM for process " + pid);
		}
		return Double.parseDouble(matcher.group(1));
	}

	// Field 14 of proc(5), counted from behind the command's name
	private static double userCpu(long pid) throws IOException {
		String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
		return Double.parseDouble(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[11]) * MILLIS_PER_TICK;
	}

}
