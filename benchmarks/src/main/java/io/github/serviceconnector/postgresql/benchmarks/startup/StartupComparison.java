package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * Question: what do the start of an application and its new connections cost with a
 * token, beside the same application with a password? Rivals: a password (SCRAM) and
 * Spring Cloud Azure, each in processes of its own, in turn. All verify the server's
 * certificate with the same URL. Linux only. Command, from the root of the repository:
 * <pre>
 * ./mvnw -q package -DskipTests
 * java -cp benchmarks/target/benchmarks.jar io.github.serviceconnector.postgresql.benchmarks.startup.StartupComparison --rounds=11 --java25=/path/to/jdk-25
 * </pre> Writes {@code docs/performance.csv} and {@code docs/performance.svg}, and the
 * measured part of {@code docs/performance.md}.
 */
public final class StartupComparison {

	private static final int POOLED = 9;

	private static final int LOGINS = 400;

	private final Surroundings surroundings;

	private final Path directory;

	private final int rounds;

	private StartupComparison(Surroundings surroundings, Path directory, int rounds) {
		this.surroundings = surroundings;
		this.directory = directory;
		this.rounds = rounds;
	}

	/**
	 * Runs the comparison.
	 * @param args {@code --rounds}, 11 when not given; {@code --java25}, the home of a
	 * JDK 25, without which nothing is measured with an archive; {@code --docs}, where
	 * the results go, {@code docs} when not given
	 * @throws IOException if a process cannot be started or a file not be written
	 * @throws InterruptedException if this thread is interrupted
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		int rounds = Integer.parseInt(option(args, "rounds", "11"));
		String java25 = option(args, "java25", "");
		Path docs = Path.of(option(args, "docs", "docs")).toRealPath();
		Path directory = Files.createTempDirectory("startup-comparison-");
		try (Surroundings surroundings = new Surroundings()) {
			Results results = new StartupComparison(surroundings, directory, rounds)
				.run(Path.of(System.getProperty("java.home")), java25.isEmpty() ? null : Path.of(java25));
			Files.writeString(docs.resolve("performance.csv"), Csv.write(results.comparisons()));
			Files.writeString(docs.resolve("performance.svg"), new RatioPlot().draw(results.comparisons()));
			new Report(results).writeInto(docs.resolve("performance.md"));
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private static String option(String[] args, String name, String defaultValue) {
		String value = defaultValue;
		for (String arg : args) {
			if (arg.startsWith("--" + name + "=")) {
				value = arg.substring(name.length() + 3);
			}
		}
		return value;
	}

	private Results run(Path home, @Nullable Path home25) throws IOException, InterruptedException {
		Jvm jvm = new Jvm(home, Jvm.Archive.NONE, this.directory);
		List<Comparison> comparisons = new ArrayList<>();
		comparisons.add(starts(Results.PLAIN, jvm));
		List<String> javas = new ArrayList<>(List.of(Machine.java(home)));
		if (home25 != null) {
			javas.add(Machine.java(home25));
			// Java 17 crashes when it writes the archive of Spring Cloud Azure's classes
			comparisons.add(starts(Results.CDS, new Jvm(home25, Jvm.Archive.CLASSES, this.directory)));
			comparisons.add(starts(Results.AOT_CACHE, new Jvm(home25, Jvm.Archive.AOT_CACHE, this.directory)));
		}
		comparisons.add(azureCli(jvm));
		comparisons.add(logins(jvm));
		comparisons.add(namedConnections(jvm));
		return new Results(javas, this.rounds, comparisons, loadedClasses(jvm), azureCliCalls(jvm),
				TokenFromCache.measure());
	}

	private List<Candidate> rivals() {
		return List.of(this.surroundings.password(), this.surroundings.springCloudAzure(), this.surroundings.starter());
	}

	private Comparison starts(String name, Jvm jvm) throws IOException, InterruptedException {
		List<Candidate> candidates = new ArrayList<>(rivals());
		candidates.add(this.surroundings.starterWithAzureIdentity());
		return new Comparison(name, jvm, candidates).run(this.rounds);
	}

	private List<Candidate> signedIn() {
		return List.of(Surroundings.holding(this.surroundings.password(), POOLED),
				this.surroundings.signedIn(this.surroundings.springCloudAzure(), POOLED),
				this.surroundings.signedIn(this.surroundings.starter(), POOLED));
	}

	private Comparison azureCli(Jvm jvm) throws IOException, InterruptedException {
		return new Comparison(Results.AZURE_CLI, jvm, signedIn()).run(this.rounds);
	}

	private Map<String, Integer> azureCliCalls(Jvm jvm) throws IOException, InterruptedException {
		Map<String, Integer> calls = new LinkedHashMap<>();
		for (Candidate candidate : signedIn()) {
			int before = this.surroundings.azureCliCalls();
			ApplicationProcess.run(candidate, jvm.command(candidate));
			calls.put(candidate.name(), this.surroundings.azureCliCalls() - before);
		}
		return calls;
	}

	private Comparison logins(Jvm jvm) throws IOException, InterruptedException {
		List<Candidate> candidates = rivals().stream()
			.map((candidate) -> Surroundings.loggingIn(candidate, LOGINS))
			.toList();
		return new Comparison(Results.LOGINS, jvm, candidates).run(this.rounds);
	}

	private Comparison namedConnections(Jvm jvm) throws IOException, InterruptedException {
		return new Comparison(Results.NAMED, jvm, List.of(this.surroundings.starterWithNamedConnections(1),
				this.surroundings.starterWithNamedConnections(10)))
			.run(this.rounds);
	}

	private Map<String, LoadedClasses> loadedClasses(Jvm jvm) throws IOException, InterruptedException {
		Map<String, LoadedClasses> loaded = new LinkedHashMap<>();
		for (Candidate candidate : rivals()) {
			loaded.put(candidate.name(), LoadedClasses.of(candidate, jvm, this.directory));
		}
		return loaded;
	}

}
