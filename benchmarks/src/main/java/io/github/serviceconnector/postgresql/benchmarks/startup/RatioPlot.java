package io.github.serviceconnector.postgresql.benchmarks.startup;

import java.util.List;

import io.github.serviceconnector.postgresql.benchmarks.Svg;

/**
 * Draws the time to the first query as multiples of the reference's: a dot for each
 * round, a bar for their median.
 */
final class RatioPlot {

	private static final int LEFT = 230;

	private static final int WIDTH = 600;

	private static final int ROW = 22;

	private static final int TITLE = 34;

	// Multiples at the two ends of the axis
	private static final double FROM = 0.8;

	private static final double TO = 2.2;

	String draw(List<Comparison> all) {
		List<Comparison> comparisons = all.stream()
			.filter((comparison) -> comparison.reference().application() == Application.PASSWORD)
			.filter((comparison) -> !Results.LOGINS.equals(comparison.name())
					&& !Results.AZURE_CLI.equals(comparison.name()))
			.toList();
		int rows = comparisons.stream().mapToInt((comparison) -> comparison.candidates().size() - 1).sum();
		int height = comparisons.size() * TITLE + rows * ROW;
		Svg svg = new Svg(LEFT + WIDTH + 30, height + 50);
		for (int tenth = 8; tenth <= 22; tenth += 2) {
			double x = x(tenth / 10.0);
			svg.append("<path d=\"M%.1f 20V%d\" stroke=\"%s\"/>", x, height + 20, (tenth == 10) ? "#666" : "#ddd");
			svg.append("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.1f ×</text>", x, height + 38, tenth / 10.0);
		}
		int y = 20;
		for (Comparison comparison : comparisons) {
			y += TITLE;
			svg.append("<text x=\"8\" y=\"%d\" font-weight=\"bold\">%s</text>", y - 10, comparison.name());
			for (Candidate candidate : comparison.candidates().subList(1, comparison.candidates().size())) {
				draw(svg, candidate, comparison.ratio(candidate, Measure.FIRST_QUERY), y + ROW / 2);
				y += ROW;
			}
		}
		return svg.toString();
	}

	private static void draw(Svg svg, Candidate candidate, Sample ratio, int y) {
		String color = (candidate.application() == Application.STARTER) ? "#0b6e4f" : "#b5452c";
		svg.append("<text x=\"20\" y=\"%d\">%s</text>", y + 4, candidate.name());
		ratio.values()
			.forEach((value) -> svg.append("<circle cx=\"%.1f\" cy=\"%d\" r=\"3\" fill=\"%s\" fill-opacity=\"0.4\"/>",
					x(value), y, color));
		svg.append("<path d=\"M%.1f %dv14\" stroke=\"%s\" stroke-width=\"3\"/>", x(ratio.median()), y - 7, color);
	}

	private static double x(double multiple) {
		return LEFT + WIDTH * (Math.max(FROM, Math.min(TO, multiple)) - FROM) / (TO - FROM);
	}

}
