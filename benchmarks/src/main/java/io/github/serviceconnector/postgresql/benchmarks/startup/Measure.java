package io.github.serviceconnector.postgresql.benchmarks.startup;

/**
 * What is read off a process.
 */
enum Measure {

	FIRST_QUERY("time to first query", "%.0f ms"),

	CONNECTIONS("connections", "%.0f ms"),

	PEAK_MEMORY("peak memory", "%.0f MB"),

	USER_CPU("user CPU", "%.0f ms"),

	LOG_LINES("log lines", "%.0f"),

	LOGIN("new connection", "%.2f ms");

	private final String title;

	private final String format;

	Measure(String title, String format) {
		this.title = title;
		this.format = format;
	}

	String title() {
		return this.title;
	}

	String format() {
		return this.format;
	}

	double of(Start start) {
		return switch (this) {
			case FIRST_QUERY -> start.firstQueryMillis();
			case CONNECTIONS -> start.connectionsMillis();
			case PEAK_MEMORY -> start.peakMemoryKilobytes() / 1024;
			case USER_CPU -> start.userCpuMillis();
			case LOG_LINES -> start.logLines();
			case LOGIN -> start.loginMillis();
		};
	}

}
