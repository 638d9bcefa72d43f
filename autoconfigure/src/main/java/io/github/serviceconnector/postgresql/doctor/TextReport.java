package io.github.serviceconnector.postgresql.doctor;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.serviceconnector.postgresql.doctor.Report.ConnectionReport;
import org.jspecify.annotations.Nullable;

/**
 * Writes a report for a person, 80 columns wide.
 */
final class TextReport {

	private static final int WIDTH = 80;

	// Mark, name and time in front of the text
	private static final String LINE = "%s %-9s %9s  ";

	private static final int INDENT = 23;

	private final boolean ascii;

	/**
	 * Creates the writer.
	 * @param charset what the output is encoded with; where that has no check mark, marks
	 * are of ASCII
	 */
	TextReport(Charset charset) {
		this.ascii = !charset.newEncoder().canEncode(Mark.PASSED.symbol());
	}

	String write(Report report) {
		List<String> lines = new ArrayList<>();
		for (ConnectionReport connection : report.connections()) {
			if (report.connections().size() > 1) {
				lines.add(heading(connection.name()));
			}
			connection.findings().forEach((finding) -> lines.addAll(lines(finding)));
			lines.add("");
		}
		lines.addAll(wrap("Next: ", 0, report.nextStep()));
		return String.join(System.lineSeparator(), lines) + System.lineSeparator();
	}

	private static String heading(String name) {
		return name.isEmpty() ? "The application's own connection" : "Connection '" + name + "'";
	}

	private List<String> lines(Finding finding) {
		char mark = this.ascii ? finding.mark().ascii() : finding.mark().symbol();
		return wrap(LINE.formatted(mark, finding.check(), words(finding.time())), INDENT, finding.text());
	}

	private static String words(@Nullable Duration time) {
		return (time != null) ? time.toMillis() + " ms" : "";
	}

	/**
	 * Breaks a text into lines, a word that is longer than a line too.
	 * @param first what the first line begins with
	 * @param indent how far the others are indented
	 * @param text the text
	 * @return lines of 80 columns at most
	 */
	static List<String> wrap(String first, int indent, String text) {
		List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder(first);
		boolean empty = true;
		for (String word : text.strip().split("\\s+", -1)) {
			String rest = word;
			if (!empty && line.length() + 1 + rest.length() > WIDTH) {
				lines.add(line.toString());
				line = new StringBuilder(" ".repeat(indent));
				empty = true;
			}
			line.append(empty ? "" : " ");
			while (line.length() + rest.length() > WIDTH) {
				int room = WIDTH - line.length();
				lines.add(line.append(rest, 0, room).toString());
				rest = rest.substring(room);
				line = new StringBuilder(" ".repeat(indent));
			}
			line.append(rest);
			empty = false;
		}
		lines.add(line.toString());
		return lines;
	}

}
