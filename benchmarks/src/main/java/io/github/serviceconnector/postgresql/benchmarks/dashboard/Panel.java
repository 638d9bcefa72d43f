package io.github.serviceconnector.postgresql.benchmarks.dashboard;

import java.nio.file.Path;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A panel of a Grafana dashboard.
 *
 * @param title its title
 * @param unit the name of its values' unit in Grafana
 * @param column where it begins, in 24ths of the width
 * @param row where it begins, in rows of 30 pixels
 * @param queries what its lines show
 */
record Panel(String title, String unit, int column, int row, List<Query> queries) {

	/**
	 * Reads the panels of a dashboard.
	 * @param dashboard its file
	 * @return the panels
	 */
	static List<Panel> of(Path dashboard) {
		return JsonMapper.shared().readTree(dashboard).get("panels").valueStream().map(Panel::of).toList();
	}

	private static Panel of(JsonNode panel) {
		JsonNode position = panel.get("gridPos");
		return new Panel(panel.get("title").asString(), panel.at("/fieldConfig/defaults/unit").asString(),
				position.get("x").asInt(), position.get("y").asInt(),
				panel.get("targets")
					.valueStream()
					.map((target) -> new Query(target.get("expr").asString(), target.get("legendFormat").asString()))
					.toList());
	}

	/**
	 * A query of a panel.
	 *
	 * @param expression the query, with Grafana's variables in it
	 * @param legend a format of its lines' names, with their labels in double braces
	 */
	record Query(String expression, String legend) {

	}

}
