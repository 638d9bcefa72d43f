package io.github.serviceconnector.postgresql.doctor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.serviceconnector.postgresql.binding.AzureCloud;
import io.github.serviceconnector.postgresql.binding.BoundConnections;
import io.github.serviceconnector.postgresql.binding.ConnectionParts;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.binding.Settings;
import io.github.serviceconnector.postgresql.binding.TranslatedSettings;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import org.jspecify.annotations.Nullable;

/**
 * Plans how the application's own connection gets from a password to the app's
 * system-assigned identity.
 */
final class MigrationPlanner {

	private static final String CONNECTION = "passwordless";

	// As Service Connector names it
	private static final String ROLE = "aad_" + CONNECTION;

	private static final String COMMAND = """
			az webapp connection create postgres-flexible \\
			  --client-type springboot --system-identity --connection %s \\
			  --resource-group <group> --name <app> \\
			  --target-resource-group <group> --server %s --database %s""";

	private final Settings settings;

	private final String prefix;

	private final Decision decision;

	private final Decision.@Nullable Login login;

	private MigrationPlanner(Settings settings, String prefix, Decisions decisions) {
		this.settings = settings;
		this.prefix = prefix;
		this.decision = decisions.primary();
		this.login = DecisionFindings.login(this.decision);
	}

	/**
	 * Plans the way.
	 * @param settings what is set, without stale passwords
	 * @param prefix what the names of a binding begin with
	 * @param decisions what was decided
	 * @return the way
	 */
	static Migration plan(Settings settings, String prefix, Decisions decisions) {
		return new MigrationPlanner(settings, prefix, decisions).plan();
	}

	private Migration plan() {
		if (this.decision instanceof Decision.Passwordless passwordless) {
			return new Migration(passwordless.dropped().stream().map((stale) -> stale.setting().toString()).toList(),
					"", "", passwordless.login().url().database(), List.of());
		}
		String database = (this.login != null) ? this.login.url().database() : "<database>";
		String role = (this.login != null && this.login.role() != null) ? this.login.role() : "<old role>";
		return new Migration(List.copyOf(leftOvers()),
				COMMAND.formatted(CONNECTION, server(), (this.login != null) ? shell(database) : database),
				"select * from pgaadauth_create_principal('" + ROLE + "', false, false);", database,
				statements(database, role));
	}

	private Set<String> leftOvers() {
		List<Setting> found = new ArrayList<>();
		TranslatedSettings.PASSWORDS.forEach((name) -> found.addAll(this.settings.all(name)));
		found.addAll(this.settings.all(TranslatedSettings.URL));
		found.addAll(this.settings.all(TranslatedSettings.USERNAME));
		for (ConnectionParts connection : BoundConnections.find(this.settings, this.prefix).values()) {
			if (this.login != null && connection.main().toString().equals(this.login.origin().toString())) {
				found.addAll(connection.settings().values());
			}
		}
		Set<String> leftOvers = new LinkedHashSet<>();
		found.stream().map(Objects::toString).sorted().forEach(leftOvers::add);
		return leftOvers;
	}

	private String server() {
		String host = (this.login != null) ? this.login.url().servers().get(0).host() : "";
		return (AzureCloud.ofHost(host) != null) ? host.substring(0, host.indexOf('.')) : "<server>";
	}

	private static List<String> statements(String database, String role) {
		String newRole = identifier(ROLE);
		String oldRole = identifier(role);
		return List.of("grant connect on database " + identifier(database) + " to " + newRole + ";",
				"grant usage, create on schema public to " + newRole + ";",
				"grant " + oldRole + ", " + newRole + " to current_user;",
				"reassign owned by " + oldRole + " to " + newRole + ";", "grant " + newRole + " to " + oldRole + ";");
	}

	private static String identifier(String name) {
		return "\"" + name.replace("\"", "\"\"") + "\"";
	}

	private static String shell(String value) {
		return value.matches("[A-Za-z0-9_.-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
	}

}
