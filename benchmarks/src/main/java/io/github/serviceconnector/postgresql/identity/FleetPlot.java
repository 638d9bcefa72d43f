package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

import io.github.serviceconnector.postgresql.benchmarks.Svg;

/**
 * Draws request rates over days, on a logarithmic scale.
 */
final class FleetPlot {

	private static final int WIDTH = 900;

	private static final int HEIGHT = 220;

	private static final int LEFT = 60;

	private static final int GAP = 60;

	private static final int BUCKET_MINUTES = 10;

	private static final int DECADES = 5;

	private final FleetSimulation.Scenario scenario;

	private final Svg svg = new Svg(WIDTH + LEFT + 20, 2 * (HEIGHT + GAP) + 10);

	FleetPlot(FleetSimulation.Scenario scenario) {
		this.scenario = scenario;
	}

	String draw(int[] ours, int[] rival) {
		panel(GAP / 2, "This cache: requests per minute, failed ones included", "#0b6e4f", ours);
		panel(GAP / 2 + HEIGHT + GAP,
				"Refresh at half of the life ± 10 %: tokens per minute, retries in the outage left out", "#b5452c",
				rival);
		return this.svg.toString();
	}

	private void panel(int top, String title, String color, int[] perMinute) {
		this.svg.append("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>", LEFT, top - 8, title);
		double from = x(this.scenario.outageFrom().toMinutes());
		this.svg.append("<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#eee\"/>", from, top,
				x(this.scenario.outageTo().toMinutes()) - from, HEIGHT);
		this.svg.append("<text x=\"%.1f\" y=\"%d\" fill=\"#666\">outage</text>", from + 4, top + HEIGHT - 6);
		for (int decade = 0; decade < DECADES; decade++) {
			double y = y(top, Math.pow(10, decade));
			this.svg.append("<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>", LEFT, y, LEFT + WIDTH);
			this.svg.append("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%,d</text>", LEFT - 6, y + 4,
					(long) Math.pow(10, decade));
		}
		for (int day = 0; day <= this.scenario.length().toDays(); day++) {
			this.svg.append("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">day %d</text>",
					x(Duration.ofDays(day).toMinutes()), top + HEIGHT + 16, day);
		}
		this.svg.append("<path d=\"%s\" fill=\"none\" stroke=\"%s\"/>", line(top, perMinute), color);
	}

	private String line(int top, int[] perMinute) {
		StringBuilder path = new StringBuilder();
		for (int minute = 0; minute + BUCKET_MINUTES <= perMinute.length; minute += BUCKET_MINUTES) {
			double mean = Arrays.stream(perMinute, minute, minute + BUCKET_MINUTES).average().orElse(0);
			path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x(minute), y(top, mean)));
		}
		return path.toString();
	}

	private double x(long minute) {
		return LEFT + (double) WIDTH * minute / this.scenario.length().toMinutes();
	}

	private double y(int top, double rate) {
		return top + HEIGHT * (1 - Math.log10(Math.max(rate, 1)) / DECADES);
	}

}
