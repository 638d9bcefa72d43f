package io.github.serviceconnector.postgresql.binding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads the folders below {@code SERVICE_BINDING_ROOT}, one a binding, one file an entry,
 * after the
 * <a href= "https://github.com/servicebinding/spec#well-known-secret-entries">Service
 * Binding Specification for Kubernetes</a>. Only those of type {@code postgresql} count.
 */
final class ServiceBindings {

	static final String ROOT = "SERVICE_BINDING_ROOT";

	private static final Map<String, String> PARTS = Map.of("uri", "CONNECTIONSTRING", "host", "HOST", "port", "PORT",
			"database", "DATABASE", "username", "USERNAME", "password", "PASSWORD");

	private ServiceBindings() {
	}

	/**
	 * Reads the bindings.
	 * @param root the setting that names the root folder
	 * @return the settings of each binding by its folder's name, by Service Connector's
	 * names of the parts
	 * @throws InvalidSettingException if the folder is there and cannot be read
	 */
	static Map<String, Map<String, Setting>> read(Setting root) {
		Path folder = Path.of(root.value());
		if (!Files.isDirectory(folder)) {
			return Map.of();
		}
		Map<String, Map<String, Setting>> bindings = new TreeMap<>();
		try {
			for (Path binding : folders(folder)) {
				if (Files.isRegularFile(binding.resolve("type"))
						&& "postgresql".equalsIgnoreCase(text(binding.resolve("type")))) {
					bindings.put(binding.getFileName().toString(), entries(binding, root));
				}
			}
		}
		catch (IOException | UncheckedIOException ex) {
			throw new InvalidSettingException(root, "names a folder with a binding that cannot be read (" + ex + ")",
					"Let the app's user read the files of the binding.");
		}
		return bindings;
	}

	private static List<Path> folders(Path root) throws IOException {
		try (Stream<Path> children = Files.list(root)) {
			return children.filter(Files::isDirectory).sorted().toList();
		}
	}

	private static Map<String, Setting> entries(Path binding, Setting root) throws IOException {
		Map<String, Setting> entries = new HashMap<>();
		for (Map.Entry<String, String> part : PARTS.entrySet()) {
			Path file = binding.resolve(part.getKey());
			if (Files.isRegularFile(file)) {
				String value = text(file);
				if (!value.isEmpty()) {
					entries.put(part.getValue(), new Setting(part.getKey(), value, "file " + file, root.depth()));
				}
			}
		}
		return entries;
	}

	private static String text(Path file) throws IOException {
		return Files.readString(file).strip();
	}

}
