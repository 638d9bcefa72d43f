package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The measured part of {@code performance.md}, between two comments there.
 */
final class Report {

	private static final String BEGIN = "<!-- measured: begin -->\n";

	private static final String END = "<!-- measured: end -->\n";

	// Origins with fewer classes more than with a password are left out
	private static final int MANY_CLASSES = 10;

	private final Results results;

	private final StringBuilder text = new StringBuilder();

	Report(Results results) {
		this.results = results;
	}

	void writeInto(Path file) throws IOException {
		String page = Files.readString(file);
		int begin = page.indexOf(BEGIN);
		int end = page.indexOf(END);
		if (begin < 0 || end < begin) {
			throw new IllegalStateException(file + " has no place for what was measured");
		}
		Files.writeString(file, page.substring(0, begin + BEGIN.length()) + write() + page.substring(end));
	}

	private String write() throws IOException {
		append("%n%s, %s, Java %s; %d rounds; median (least – most) of the rounds, ratios taken within each round.%n%n",
				LocalDate.now(ZoneOffset.UTC), Machine.describe(), String.join(" and ", this.results.javas()),
				this.results.rounds());
		this.text.append(Target.HEADER);
		targets().forEach((target) -> this.text.append(target.row()));
		append("%n![Time to first query, each round](performance.svg)%n%n");
		starts();
		classes();
		return this.text.toString();
	}

	private List<Target> targets() throws IOException {
		List<Target> targets = new ArrayList<>();
		Comparison plain = this.results.find(Results.PLAIN).orElseThrow();
		targets.add(Target.ofRatio("time to first query", plain, Measure.FIRST_QUERY, 1.10));
		this.results.find(Results.CDS)
			.ifPresent((comparison) -> targets
				.add(Target.ofRatio("the same with a class data archive", comparison, Measure.FIRST_QUERY, 1.05)));
		this.results.find(Results.AOT_CACHE)
			.ifPresent((comparison) -> targets
				.add(Target.ofRatio("the same with an AOT cache", comparison, Measure.FIRST_QUERY, 1.05)));
		targets.add(Target.ofNamedConnections(this.results.find(Results.NAMED).orElseThrow(), 1.02));
		targets.add(Target.ofRatio("peak memory", plain, Measure.PEAK_MEMORY, 1.15));
		targets.add(Target.ofRatio("user CPU of the start", plain, Measure.USER_CPU, 1.10));
		List<Integer> classes = counts(this.results.loadedClasses().values());
		targets.add(Target.ofCount("loaded classes", classes.get(0), classes.get(1), classes.get(2), 7200));
		targets.add(Target.ofSize("added to the fat jar", Application.PASSWORD.jarSize(),
				Application.SPRING_CLOUD_AZURE.jarSize(), Application.STARTER.jarSize(), 12));
		Comparison azureCli = this.results.find(Results.AZURE_CLI).orElseThrow();
		targets.add(Target.ofRatio(Results.AZURE_CLI, azureCli, Measure.CONNECTIONS, 1.10));
		List<Integer> calls = List.copyOf(this.results.azureCliCalls().values());
		targets.add(Target.ofCount("az processes for them", calls.get(0), calls.get(1), calls.get(2), 1));
		targets.add(Target.ofRatio("a new connection", this.results.find(Results.LOGINS).orElseThrow(), Measure.LOGIN,
				1.00));
		targets.add(Target.ofToken(this.results.tokenFromCache()));
		return targets;
	}

	private static List<Integer> counts(Collection<LoadedClasses> loaded) {
		return loaded.stream().map(LoadedClasses::total).toList();
	}

	private void starts() {
		append("| start | | first query | ÷ | peak memory | ÷ | user CPU | ÷ | lines ≥ INFO |%n");
		append("|---|---|---|---|---|---|---|---|---|%n");
		for (Comparison comparison : this.results.comparisons()) {
			if (Results.LOGINS.equals(comparison.name())) {
				continue;
			}
			for (Candidate candidate : comparison.candidates()) {
				append("| %s | %s |", comparison.name(), candidate.name());
				for (Measure measure : List.of(Measure.FIRST_QUERY, Measure.PEAK_MEMORY, Measure.USER_CPU)) {
					append(" " + measure.format() + " | %.2f |", comparison.sample(candidate, measure).median(),
							comparison.ratio(candidate, measure).median());
				}
				append(" %.0f |%n", comparison.sample(candidate, Measure.LOG_LINES).median());
			}
		}
	}

	private void classes() {
		Map<String, LoadedClasses> loaded = this.results.loadedClasses();
		append("%n| classes loaded from | %s |%n|---|", String.join(" | ", loaded.keySet()));
		append("---|".repeat(loaded.size()) + "%n");
		for (String origin : originsBesidePassword()) {
			append("| %s |", origin);
			loaded.values().forEach((classes) -> append(" %,d |", classes.of(origin)));
			append("%n");
		}
		append("%n");
	}

	private List<String> originsBesidePassword() {
		List<LoadedClasses> loaded = List.copyOf(this.results.loadedClasses().values());
		Set<String> origins = new TreeSet<>();
		loaded.forEach((classes) -> origins.addAll(classes.byOrigin().keySet()));
		Comparator<String> byCount = Comparator
			.comparingInt((origin) -> loaded.get(2).of(origin) - loaded.get(0).of(origin));
		return origins.stream()
			.filter((origin) -> loaded.get(2).of(origin) - loaded.get(0).of(origin) >= MANY_CLASSES)
			.sorted(byCount.reversed())
			.toList();
	}

	private void append(String format, Object... values) {
		this.text.append(String.format(Locale.ROOT, format, values));
	}

}
