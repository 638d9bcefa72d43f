package io.github.serviceconnector.postgresql.binding;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds the connections that are bound in another form than Spring's own properties:
 * <ul>
 * <li>{@code AZURE_POSTGRESQL_[<CONNECTION>_]<PART>} and
 * {@code AZURE_COSMOSPOSTGRESQL_<PART>}, as in <a href=
 * "https://learn.microsoft.com/azure/service-connector/how-to-integrate-postgres">Service
 * Connector's reference</a>;
 * <li>{@code POSTGRESQLCONNSTR_<NAME>}, as App Service passes its connection strings on,
 * {@code <NAME>_JDBCCONNECTIONSTRING} of Aspire, and the service bindings of Kubernetes
 * below {@code SERVICE_BINDING_ROOT}, all only if the host is Azure's.
 * </ul>
 * Names are compared without case. Settings of that form that belong to no connection
 * string and no host are somebody else's.
 */
public final class BoundConnections {

	private static final String PARTS = "_(?<part>CONNECTIONSTRING|HOST|PORT|DATABASE|NAME|USERNAME|USER|PASSWORD|SSL|"
			+ "CLIENTID|CLIENTSECRET|TENANTID)";

	private static final Pattern COSMOS = Pattern.compile("AZURE_(?<name>COSMOSPOSTGRESQL)" + PARTS);

	private static final List<Pattern> NEIGHBOURS = List.of(Pattern.compile("POSTGRESQLCONNSTR_(?<name>.+)"),
			Pattern.compile("(?<name>.+)_JDBCCONNECTIONSTRING"));

	private final Settings settings;

	private final Map<String, Map<String, Setting>> parts = new TreeMap<>();

	private BoundConnections(Settings settings) {
		this.settings = settings;
	}

	/**
	 * Finds the connections.
	 * @param settings the settings
	 * @param prefix what the names begin with, by default {@code AZURE_POSTGRESQL}
	 * @return the connections by name in lower case, in alphabetical order; none of them
	 * is read yet
	 */
	public static Map<String, ConnectionParts> find(Settings settings, String prefix) {
		BoundConnections connections = new BoundConnections(settings);
		connections.collect(Pattern.compile(Pattern.quote(Settings.normalize(prefix)) + "(?:_(?<name>.+))?" + PARTS));
		connections.collect(COSMOS);
		NEIGHBOURS.forEach(connections::collectNeighbours);
		connections.collectServiceBindings();
		return connections.result();
	}

	private void collect(Pattern pattern) {
		for (Setting setting : this.settings.matching(pattern)) {
			Matcher matcher = match(pattern, setting);
			add(matcher.group("name"), matcher.group("part"), setting);
		}
	}

	private void collectNeighbours(Pattern pattern) {
		for (Setting setting : this.settings.matching(pattern)) {
			if (isOfAzure(setting)) {
				add(match(pattern, setting).group("name"), "CONNECTIONSTRING", setting);
			}
		}
	}

	private void collectServiceBindings() {
		Setting root = this.settings.find(ServiceBindings.ROOT);
		if (root != null) {
			ServiceBindings.read(root).forEach((name, parts) -> {
				Setting main = parts.getOrDefault("CONNECTIONSTRING", parts.get("HOST"));
				if (main != null && (parts.containsKey("CONNECTIONSTRING") ? isOfAzure(main)
						: AzureCloud.ofHost(main.value()) != null)) {
					parts.forEach((part, setting) -> add(name, part, setting));
				}
			});
		}
	}

	private static Matcher match(Pattern pattern, Setting setting) {
		Matcher matcher = pattern.matcher(Settings.normalize(setting.name()));
		if (!matcher.matches()) {
			throw new IllegalStateException(setting + " does not match " + pattern);
		}
		return matcher;
	}

	// Whatever a user typed for another purpose must not stop the start
	private static boolean isOfAzure(Setting setting) {
		try {
			return ConnectionString.parse(setting)
				.url()
				.servers()
				.stream()
				.allMatch((server) -> AzureCloud.ofHost(server.host()) != null);
		}
		catch (InvalidSettingException ex) {
			return false;
		}
	}

	// Settings come highest precedence first, so the first one of a part counts
	private void add(@Nullable String name, String part, Setting setting) {
		String key = (name != null) ? name.toLowerCase(Locale.ROOT) : "";
		this.parts.computeIfAbsent(key, (ignored) -> new HashMap<>()).putIfAbsent(part, setting);
	}

	private Map<String, ConnectionParts> result() {
		Map<String, ConnectionParts> connections = new TreeMap<>();
		this.parts.forEach((name, ofConnection) -> {
			ConnectionParts connection = new ConnectionParts(name, ofConnection);
			if (connection.isConnection()) {
				connections.put(name, connection);
			}
		});
		return connections;
	}

}
