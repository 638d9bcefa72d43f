package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.util.Locale;

/**
 * A promise and what became of it, as a row of the table.
 *
 * @param title what was promised
 * @param password the password's figure
 * @param rival Spring Cloud Azure's figure
 * @param ours the starter's figure
 * @param promise the limit, in words
 * @param met whether the starter's figure keeps it
 */
record Target(String title, String password, String rival, String ours, String promise, boolean met) {

	private static final String NONE = "–";

	static final String HEADER = """
			| | password | Spring Cloud Azure | this starter | promised | met |
			|---|---|---|---|---|---|
			""";

	// The median of the rounds' ratios is promised
	static Target ofRatio(String title, Comparison comparison, Measure measure, double limit) {
		Sample ours = comparison.ratio(comparison.candidates().get(2), measure);
		return new Target(title + " ÷ password",
				comparison.sample(comparison.reference(), measure).format(measure.format()),
				comparison.ratio(comparison.candidates().get(1), measure).format("%.2f"), ours.format("%.2f"),
				String.format(Locale.ROOT, "≤ %.2f", limit), ours.median() <= limit);
	}

	static Target ofNamedConnections(Comparison comparison, double limit) {
		Sample ten = comparison.ratio(comparison.candidates().get(1), Measure.FIRST_QUERY);
		return new Target("the same with ten named connections ÷ one", NONE, NONE, ten.format("%.2f"),
				String.format(Locale.ROOT, "≤ %.2f", limit), ten.median() <= limit);
	}

	static Target ofCount(String title, int password, int rival, int ours, int limit) {
		return new Target(title, String.format(Locale.ROOT, "%,d", password), String.format(Locale.ROOT, "%,d", rival),
				String.format(Locale.ROOT, "%,d", ours), String.format(Locale.ROOT, "≤ %,d", limit), ours <= limit);
	}

	static Target ofSize(String title, long password, long rival, long ours, int limit) {
		return new Target(title, NONE, megabytes(rival - password), megabytes(ours - password), "≤ " + limit + " MB",
				ours - password <= limit * 1_000_000L);
	}

	private static String megabytes(long bytes) {
		return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
	}

	static Target ofToken(TokenFromCache token) {
		return new Target("token from the cache, per login", NONE, NONE,
				String.format(Locale.ROOT, "%.0f ns, %.0f bytes", token.nanos(), token.bytes()), "≤ 1 µs, 0 bytes",
				token.nanos() <= 1000 && token.bytes() < 1);
	}

	String row() {
		return "| %s | %s | %s | %s | %s | %s |%n".formatted(this.title, this.password, this.rival, this.ours,
				this.promise, this.met ? "yes" : "**no**");
	}

}
