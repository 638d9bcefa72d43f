package io.github.serviceconnector.postgresql.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Settings for tests: maps, one above the other.
 */
public final class LayeredSettings implements Settings {

	private final List<Map<String, String>> layers = new ArrayList<>();

	/**
	 * Adds a layer below those that are there.
	 * @param layer the settings of one source
	 * @return this
	 */
	public LayeredSettings below(Map<String, String> layer) {
		this.layers.add(layer);
		return this;
	}

	@Override
	public List<Setting> all(String name) {
		List<Setting> settings = new ArrayList<>();
		for (int depth = 0; depth < this.layers.size(); depth++) {
			String value = this.layers.get(depth).get(name);
			if (value != null) {
				settings.add(new Setting(name, value, "layer " + depth, depth));
			}
		}
		return settings;
	}

	@Override
	public List<Setting> matching(Pattern pattern) {
		List<Setting> settings = new ArrayList<>();
		for (Map<String, String> layer : this.layers) {
			int depth = this.layers.indexOf(layer);
			layer.forEach((name, value) -> {
				if (pattern.matcher(Settings.normalize(name)).matches()) {
					settings.add(new Setting(name, value, "layer " + depth, depth));
				}
			});
		}
		return settings;
	}

}
