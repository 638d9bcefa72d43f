package io.github.serviceconnector.postgresql.doctor;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.serviceconnector.postgresql.diagnostics.FailureExplanation;
import io.github.serviceconnector.postgresql.doctor.Report.ConnectionReport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TextReport}.
 */
class TextReportTests {

	@Test
	void wrapBreaksAtBlanks() {
		assertThat(TextReport.wrap("- ", 2, "a ".repeat(39) + "b  c\nd")).containsExactly("- " + "a ".repeat(38) + "a",
				"  b c d");
	}

	@Test
	void wrapBreaksWordThatIsLongerThanLine() {
		assertThat(TextReport.wrap("- ", 2, "x " + "y".repeat(100))).containsExactly("- x", "  " + "y".repeat(78),
				"  " + "y".repeat(22));
	}

	@Test
	void wrapOfNothingIsTheBeginning() {
		assertThat(TextReport.wrap("- ", 2, " ")).containsExactly("- ");
	}

	@Test
	void nextStepIsTheFirstFailuresBeforeAnyNotes() {
		Report report = new Report(List.of(new ConnectionReport("",
				List.of(Finding.noted("password", "left over", "Remove it."),
						Finding.failed("DNS", new FailureExplanation("unknown", "Correct it.")),
						Finding.failed("TCP", new FailureExplanation("closed", "Open it."))))));
		assertThat(new TextReport(StandardCharsets.US_ASCII).write(report)).isEqualTo("""
				! password             left over
				x DNS                  unknown
				x TCP                  closed

				Next: Correct it.
				""");
	}

}
