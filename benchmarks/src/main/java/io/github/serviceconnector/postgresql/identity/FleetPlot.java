package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

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

	private final StringBuilder svg = new StringBuilder();

	FleetPlot(FleetSimulation.Scenario scenario) {
		this.scenario = scenario;
	}

	String draw(int[] ours, int[] rival) {
		append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
				WIDTH + LEFT + 20, 2 * (HEIGHT + GAP) + 10);
		append("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
		panel(GAP / 2, "This cache: requests per minute, failed ones included", "#0b6e4f", ours);
		panel(GAP / 2 + HEIGHT + GAP,
				"Refresh at half of the life ± 10 %: tokens per minute, retries in the outage left out", "#b5452c",
				rival);
		append("</svg>");
		return this.svg.toString();
	}

	private void panel(int top, String title, String color, int[] perMinute) {
		append("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>", LEFT, top - 8, title);
		double from = x(this.scenario.outageFrom().toMinutes());
		append("<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#eee\"/>", from, top,
				x(this.scenario.outageTo().toMinutes()) - from, HEIGHT);
		append("<text x=\"%.1f\" y=\"%d\" fill=\"#666\">outage</text>", from + 4, top + HEIGHT - 6);
		for (int decade = 0; decade < DECADES; decade++) {
			double y = y(top, Math.pow(10, decade));
			append("<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>", LEFT, y, LEFT + WIDTH);
			append("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%,d</text>", LEFT - 6, y + 4,
					(long) Math.pow(10, decade));
		}
		for (int day = 0; day <= this.scenario.length().toDays(); day++) {
			append("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">day %d</text>",
					x(Duration.ofDays(day).toMinutes()), top + HEIGHT + 16, day);
		}
		append("<path d=\"%s\" fill=\"none\" stroke=\"%s\"/>", line(top, perMinute), color);
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

	private void append(String format, Object... values) {
		this.svg.append(String.format(Locale.ROOT, format, values)).append('\n');
	}

}
