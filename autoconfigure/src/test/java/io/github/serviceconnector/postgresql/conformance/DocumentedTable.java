package io.github.serviceconnector.postgresql.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A table of {@code docs/conformance.md}, below a heading of its own: what the tests have
 * found, to be compared with what the document says.
 */
final class DocumentedTable {

	private static final Path DOCUMENT = Path.of("../docs/conformance.md");

	private final String heading;

	private final List<String> head;

	private final Set<String> rows = Collections.synchronizedSet(new TreeSet<>());

	DocumentedTable(String heading, String... columns) {
		this.heading = heading;
		this.head = List.of(row(columns), "|" + "---|".repeat(columns.length));
	}

	/**
	 * Adds a row.
	 * @param cells its cells
	 * @return its line
	 */
	String add(String... cells) {
		String row = row(cells);
		this.rows.add(row);
		return row;
	}

	private static String row(String... cells) {
		return "| " + String.join(" | ", cells) + " |";
	}

	/**
	 * Returns the table that was found.
	 * @return its lines
	 */
	List<String> rows() {
		return Stream.concat(this.head.stream(), this.rows.stream()).toList();
	}

	/**
	 * Returns the table that the document has.
	 * @return its lines
	 * @throws IOException if the document cannot be read
	 */
	List<String> documented() throws IOException {
		return Files.readString(DOCUMENT)
			.lines()
			.dropWhile((line) -> !line.equals("## " + this.heading))
			.skip(1)
			.takeWhile((line) -> !line.startsWith("## "))
			.filter((line) -> line.startsWith("|"))
			.toList();
	}

	Path written() {
		return Path.of("target", "conformance", this.heading.toLowerCase(Locale.ROOT).replace(' ', '-') + ".md");
	}

	void write() throws IOException {
		Files.createDirectories(written().getParent());
		Files.write(written(), rows());
	}

}
