package io.github.serviceconnector.postgresql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what the documentation says against the code.
 */
class DocumentationTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern JAVA_SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)[^)]*\\)");

	private static final Path FAILURES = ROOT.resolve("docs/failures.md");

	private static final Pattern QUOTE = Pattern.compile("(?m)^> (.+)$");

	private static final Pattern ANALYZER = Pattern.compile("\\.(\\w+FailureAnalyzer)\\b(?!=)");

	@Test
	void javaSnippetsStandInTheTestsToo() throws IOException {
		String code = squeeze(read(files(Path.of("src/test/java"), ".java"))
				+ read(files(ROOT.resolve("sample-app/src/test/java"), ".java")));
		for (String snippet : matches(JAVA_SNIPPET, read(documents()))) {
			assertThat(code).contains(squeeze(snippet));
		}
	}

	@Test
	void linksLeadToFiles() throws IOException {
		for (Path document : documents()) {
			for (String link : matches(LINK, Files.readString(document))) {
				assertThat(document.resolveSibling(link)).as(document.toString()).exists();
			}
		}
	}

	@Test
	void everyQuotedFailureIsInTheWordsOfTheCode() throws IOException {
		// String literals that are joined stand in one piece
		String code = read(files(Path.of("src/main/java"), ".java")).replaceAll("\"\\s*\\+\\s*\"", "")
			.replace("\\\"", "\"");
		List<String> quotes = matches(QUOTE, Files.readString(FAILURES));
		assertThat(quotes).hasSizeGreaterThan(50).allSatisfy((quote) -> {
			for (String piece : quote.replace("\\", "").split("…", -1)) {
				assertThat(code).contains(piece.strip());
			}
		});
	}

	@Test
	void everyFailureAnalyzerIsListed() throws IOException {
		String factories = Files.readString(Path.of("src/main/resources/META-INF/spring.factories"));
		List<String> analyzers = matches(ANALYZER, factories);
		String failures = Files.readString(FAILURES);
		assertThat(analyzers).hasSizeGreaterThan(2)
			.allSatisfy((analyzer) -> assertThat(failures).contains("`" + analyzer + "`"));
	}

	@Test
	void gradleBuildHasTheVersionsOfThePom() throws IOException {
		String pom = Files.readString(ROOT.resolve("pom.xml"));
		String version = matches(Pattern.compile("<version>([^<]+)</version>"), pom).get(0);
		String boot = matches(Pattern.compile("<spring-boot.version>([^<]+)<"), pom).get(0);
		assertThat(Files.readString(ROOT.resolve("docs/gradle.md"))).contains(
				"id 'org.springframework.boot' version '" + boot + "'",
				"'io.github.serviceconnector:serviceconnector-postgresql-spring-boot-starter:" + version + "'",
				"'io.github.serviceconnector:serviceconnector-postgresql-local-azure:" + version + "'");
	}

	@Test
	void compatibilityHasTheVersionsOfThePom() throws IOException {
		String pom = Files.readString(ROOT.resolve("pom.xml"));
		String versions = Files.readString(ROOT.resolve("docs/compatibility.md"));
		Map<String, String> names = Map.of("Spring Boot", "spring-boot", "Spring Cloud Azure", "spring-cloud-azure",
				"azure-identity-extensions", "azure-identity-extensions");
		names.forEach((name, property) -> {
			String version = matches(Pattern.compile("<" + property + ".version>([^<]+)<"), pom).get(0);
			assertThat(versions).contains("| " + name + " | " + version + " |");
		});
	}

	private static List<Path> documents() throws IOException {
		return Stream
			.concat(Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md").map(ROOT::resolve),
					files(ROOT.resolve("docs"), ".md").stream())
			.toList();
	}

	private static List<Path> files(Path folder, String ending) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().endsWith(ending)).toList();
		}
	}

	private static String read(List<Path> files) throws IOException {
		StringBuilder text = new StringBuilder();
		for (Path file : files) {
			text.append(Files.readString(file)).append('\n');
		}
		return text.toString();
	}

	private static List<String> matches(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((MatchResult result) -> result.group(1)).toList();
	}

	private static String squeeze(String code) {
		return code.replaceAll("\\s+", "");
	}

}
