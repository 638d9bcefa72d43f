package io.github.serviceconnector.postgresql.doctor;

import java.time.Duration;
import java.util.Locale;

import io.github.serviceconnector.postgresql.doctor.Report.ConnectionReport;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonWriter;

/**
 * Writes a report for a program, as one JSON object.
 */
final class JsonReport {

	private static final JsonWriter<Finding> FINDING = JsonWriter.of((members) -> {
		members.add("check", Finding::check);
		members.add("result", (finding) -> finding.mark().name().toLowerCase(Locale.ROOT).replace('_', '-'));
		members.add("milliseconds", (finding) -> millis(finding.time())).whenNotNull();
		members.add("text", Finding::text);
		members.add("action", Finding::action).whenNotNull();
	});

	private static final JsonWriter<ConnectionReport> CONNECTION = JsonWriter.of((members) -> {
		members.add("name", ConnectionReport::name);
		members.add("checks", (connection) -> connection.findings().stream().map(FINDING::write).toList());
	});

	private static final JsonWriter<Report> REPORT = JsonWriter.of((JsonWriter.Members<Report> members) -> {
		members.add("healthy", Report::isHealthy);
		members.add("connections", (report) -> report.connections().stream().map(CONNECTION::write).toList());
		members.add("next", Report::nextStep);
	}).withNewLineAtEnd();

	private JsonReport() {
	}

	static String write(Report report) {
		return REPORT.writeToString(report);
	}

	private static @Nullable Long millis(@Nullable Duration time) {
		return (time != null) ? time.toMillis() : null;
	}

}
