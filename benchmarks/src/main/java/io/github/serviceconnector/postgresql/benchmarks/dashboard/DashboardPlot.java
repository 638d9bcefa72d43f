package io.github.serviceconnector.postgresql.benchmarks.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.serviceconnector.postgresql.benchmarks.Svg;
import io.github.serviceconnector.postgresql.benchmarks.dashboard.Series.Point;

/**
 * Draws panels where the dashboard has them.
 */
final class DashboardPlot {

	private static final int COLUMN = 46;

	private static final int ROW = 33;

	private static final int LEFT = 60;

	private static final int TOP = 40;

	private static final int WIDTH = 460;

	private static final int HEIGHT = 160;

	private static final List<String> COLORS = List.of("#0b6e4f", "#b5452c", "#3366aa", "#c98a00");

	// A line ends where a value is missing
	private static final Duration LONGEST_STEP = Duration.ofSeconds(15);

	private final Svg svg = new Svg(24 * COLUMN, 24 * ROW);

	private final List<Mark> marks = new ArrayList<>();

	private final Instant start;

	private final Duration length;

	DashboardPlot(Instant start, Duration length) {
		this.start = start;
		this.length = length;
	}

	/**
	 * Marks a time in each panel that is drawn later.
	 * @param text what happened
	 * @param from when it began, from the start on
	 * @param to when it ended
	 */
	void mark(String text, Duration from, Duration to) {
		this.marks.add(new Mark(text, from, to));
	}

	void draw(Panel panel, List<Series> series) {
		this.svg.append("<g transform=\"translate(%d %d)\">", panel.column() * COLUMN + LEFT, panel.row() * ROW + TOP);
		this.svg.append("<text y=\"-18\" font-weight=\"bold\">%s</text>", panel.title());
		this.marks.forEach(this::draw);
		double highest = series.stream()
			.flatMap((line) -> line.points().stream())
			.mapToDouble(Point::value)
			.max()
			.orElse(0);
		Scale scale = Scale.of(panel.unit(), highest);
		drawAxes(scale);
		for (int i = 0; i < series.size(); i++) {
			draw(series.get(i), scale, i);
		}
		this.svg.append("</g>");
	}

	private void draw(Mark mark) {
		double from = x(mark.from());
		double to = x(mark.to());
		this.svg.append("<rect x=\"%.1f\" width=\"%.1f\" height=\"%d\" fill=\"#eee\"/>", from, Math.max(to - from, 1),
				HEIGHT);
		this.svg.append("<text x=\"%.1f\" y=\"-4\" font-size=\"10\" fill=\"#666\">%s</text>", from + 3, mark.text());
	}

	private void drawAxes(Scale scale) {
		for (int i = 0; i <= scale.steps(); i++) {
			double value = i * scale.step();
			double y = y(value, scale);
			this.svg.append("<path d=\"M0 %.1fH%d\" stroke=\"#ddd\"/>", y, WIDTH);
			this.svg.append("<text x=\"-6\" y=\"%.1f\" text-anchor=\"end\">%s</text>", y + 4, scale.label(value));
		}
		for (int minute = 0; minute <= this.length.toMinutes(); minute += 4) {
			this.svg.append("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d min</text>",
					x(Duration.ofMinutes(minute)), HEIGHT + 16, minute);
		}
	}

	private void draw(Series series, Scale scale, int index) {
		String color = COLORS.get(index % COLORS.size());
		StringBuilder path = new StringBuilder();
		Instant end = Instant.MIN;
		for (Point point : series.points()) {
			path.append(String.format(Locale.ROOT, "%s%.1f %.1f", point.moment().isAfter(end) ? "M" : "L",
					x(Duration.between(this.start, point.moment())), y(point.value(), scale)));
			end = point.moment().plus(LONGEST_STEP);
		}
		this.svg.append("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>", path, color);
		int x = WIDTH / 2 * (index % 2);
		int y = HEIGHT + 34 + 15 * (index / 2);
		this.svg.append("<path d=\"M%d %dh14\" stroke=\"%s\" stroke-width=\"3\"/>", x, y - 4, color);
		this.svg.append("<text x=\"%d\" y=\"%d\">%s</text>", x + 20, y, series.name());
	}

	private double x(Duration moment) {
		return (double) WIDTH * moment.toMillis() / this.length.toMillis();
	}

	private static double y(double value, Scale scale) {
		return HEIGHT * (1 - value / (scale.step() * scale.steps()));
	}

	@Override
	public String toString() {
		return this.svg.toString();
	}

	/**
	 * What happened while the data came.
	 *
	 * @param text what it was
	 * @param from when it began, from the start on
	 * @param to when it ended
	 */
	private record Mark(String text, Duration from, Duration to) {

	}

}
