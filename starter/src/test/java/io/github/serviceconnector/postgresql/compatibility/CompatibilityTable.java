package io.github.serviceconnector.postgresql.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One table of {@code docs/compatibility.md}: a test adds the row that it has just
 * proven, and after all of them the document must say the same.
 */
final class CompatibilityTable implements AfterAllCallback {

	private static final Path DOCUMENT = Path.of("../docs/compatibility.md");

	private static final Pattern VERSION_OF_JAR = Pattern.compile("-(\\d[^/]*?)\\.jar");

	private final String heading;

	private final Set<String> rows = Collections.synchronizedSet(new TreeSet<>(String.CASE_INSENSITIVE_ORDER));

	private CompatibilityTable(String heading) {
		this.heading = heading;
	}

	static CompatibilityTable of(String heading) {
		return new CompatibilityTable(heading);
	}

	/**
	 * Adds a row for what logs in with a token.
	 * @param name the tool
	 * @param ofItsJar a class of the tool, whose jar names the version
	 * @param how what was seen
	 */
	void works(String name, Class<?> ofItsJar, String how) {
		add(name, ofItsJar, "works", how);
	}

	/**
	 * Adds a row for what is left as it is without the starter.
	 * @param name the tool
	 * @param ofItsJar a class of the tool, whose jar names the version
	 * @param why the reason, as the condition report gives it
	 */
	void standsAside(String name, Class<?> ofItsJar, String why) {
		add(name, ofItsJar, "stands aside", why);
	}

	/**
	 * Adds a row for what does not log in.
	 * @param name the tool
	 * @param ofItsJar a class of the tool, whose jar names the version
	 * @param instead why, and what to do
	 */
	void fails(String name, Class<?> ofItsJar, String instead) {
		add(name, ofItsJar, "does not work", instead);
	}

	private void add(String name, Class<?> ofItsJar, String outcome, String words) {
		Matcher jar = VERSION_OF_JAR.matcher(ofItsJar.getProtectionDomain().getCodeSource().getLocation().getPath());
		this.rows.add("| %s | %s | %s | %s |".formatted(name, jar.find() ? jar.group(1) : "", outcome, words));
	}

	@Override
	public void afterAll(ExtensionContext context) throws IOException {
		// Called for nested classes, too
		if (context.getRequiredTestClass().getEnclosingClass() != null) {
			return;
		}
		String table = "## " + this.heading + "\n\n| what | version | outcome | how or why |\n|---|---|---|---|\n"
				+ String.join("\n", this.rows) + "\n";
		Path written = Path.of("target", "compatibility",
				this.heading.toLowerCase(Locale.ROOT).replace(' ', '-') + ".md");
		Files.createDirectories(written.getParent());
		Files.writeString(written, table);
		List<String> sections = List.of(Files.readString(DOCUMENT).split("\n(?=## )"));
		assertThat(sections).as("copy starter/" + written + " to docs/compatibility.md")
			.anyMatch((section) -> section.strip().equals(table.strip()));
	}

}
