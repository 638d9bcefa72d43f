package io.github.serviceconnector.postgresql.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties.Token.Source;
import io.github.serviceconnector.postgresql.binding.AzureCloud;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.JdbcUrl;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.binding.Settings;
import io.github.serviceconnector.postgresql.decision.Decision.Invalid;
import io.github.serviceconnector.postgresql.decision.Decision.Login;
import io.github.serviceconnector.postgresql.decision.Decision.Password;
import io.github.serviceconnector.postgresql.decision.Decision.Passwordless;
import io.github.serviceconnector.postgresql.decision.Decision.StalePassword;
import io.github.serviceconnector.postgresql.decision.Decision.StandAside;
import io.github.serviceconnector.postgresql.identity.Identity;
import io.github.serviceconnector.postgresql.identity.IdentityChoice;
import org.jspecify.annotations.Nullable;

/**
 * Decides by evidence: passwordless is on when it was asked for, or when the database is
 * Azure's and its URL came without a password. A password counts only where it stands
 * above what asked for passwordless.
 */
public final class DecisionMaker {

	/** The switch, as Service Connector and Spring Cloud Azure spell it. */
	public static final String SWITCH = "spring.datasource.azure.passwordless-enabled";

	private static final String SWITCH_OF_OLDER_DOCUMENTATION = "spring.datasource.passwordless-enabled";

	private static final String URL = "spring.datasource.url";

	private static final String USERNAME = "spring.datasource.username";

	private static final List<String> PASSWORDS = List.of("spring.datasource.password",
			"spring.datasource.hikari.password", "spring.datasource.tomcat.password",
			"spring.datasource.dbcp2.password", "spring.datasource.oracleucp.password");

	private static final String USER_PARAMETER = "user";

	private static final String PASSWORD_PARAMETER = "password";

	private final Settings settings;

	private final ServiceConnectorPostgresqlProperties properties;

	private DecisionMaker(Settings settings, ServiceConnectorPostgresqlProperties properties) {
		this.settings = settings;
		this.properties = properties;
	}

	/**
	 * Decides.
	 * @param settings the settings
	 * @param properties what was told to the starter
	 * @return the decision
	 */
	public static Decision decide(Settings settings, ServiceConnectorPostgresqlProperties properties) {
		if (!properties.enabled()) {
			return new StandAside("'serviceconnector.postgresql.enabled' is false");
		}
		try {
			return new DecisionMaker(settings, properties).decide();
		}
		catch (InvalidSettingException ex) {
			return new Invalid(ex);
		}
	}

	private Decision decide() {
		Setting url = this.settings.find(URL);
		if (url != null && !JdbcUrl.isPostgresql(url.value())) {
			return new StandAside(url + " is not a URL of the PostgreSQL driver");
		}
		Setting passwordlessSwitch = this.settings.find(SWITCH, SWITCH_OF_OLDER_DOCUMENTATION);
		if (passwordlessSwitch == null) {
			return (url != null) ? decideByHost(url) : new StandAside("'" + URL + "' is not set");
		}
		if (!passwordlessSwitch.isTrue()) {
			return new StandAside(passwordlessSwitch + " is false");
		}
		if (url == null) {
			throw new InvalidSettingException(passwordlessSwitch + " is on, but '" + URL + "' is not set.",
					"Set '" + URL + "' to jdbc:postgresql://<server>.postgres.database.azure.com:5432/<database>, or "
							+ "create the connection anew (az webapp connection create postgres-flexible "
							+ "--client-type springboot).");
		}
		return decide(passwordlessSwitch, url, JdbcUrl.parse(url));
	}

	private Decision decideByHost(Setting url) {
		JdbcUrl parsed;
		try {
			parsed = JdbcUrl.parse(url);
		}
		catch (InvalidSettingException ex) {
			if (Stream.of(url.value().split("[/?,:]", -1)).anyMatch((part) -> AzureCloud.ofHost(part) != null)) {
				throw ex;
			}
			return new StandAside(url + " names no database of Azure, and '" + SWITCH + "' is not set");
		}
		if (parsed.servers().stream().anyMatch((server) -> AzureCloud.ofHost(server.host()) == null)) {
			return new StandAside(url + " names a host that is not Azure's, and '" + SWITCH + "' is not set");
		}
		for (Setting password : passwords(url, parsed)) {
			if (password.depth() == url.depth()) {
				return new Password(password, "the binding brings a password of its own");
			}
		}
		return decide(url, url, parsed);
	}

	private Decision decide(Setting asked, Setting url, JdbcUrl parsed) {
		List<StalePassword> stale = new ArrayList<>();
		for (Setting password : passwords(url, parsed)) {
			if (password.standsAbove(asked)) {
				return new Password(password, "it stands above " + asked);
			}
			stale.add(new StalePassword(password, password.name().equals(URL) ? clean(parsed) : ""));
		}
		Login login = new Login(parsed.with(without(USER_PARAMETER, PASSWORD_PARAMETER)), role(url, parsed), url);
		Identity identity = IdentityChoice.choose(this.settings,
				this.properties.token().source() == Source.AZURE_IDENTITY);
		return new Passwordless(login, identity, scope(parsed), stale);
	}

	private List<Setting> passwords(Setting url, JdbcUrl parsed) {
		List<Setting> passwords = new ArrayList<>();
		PASSWORDS.forEach((name) -> passwords.addAll(this.settings.all(name)));
		if (parsed.parameter(PASSWORD_PARAMETER) != null) {
			passwords.add(url);
		}
		return passwords;
	}

	private static String clean(JdbcUrl url) {
		return url.with(without(PASSWORD_PARAMETER)).toUrl();
	}

	private static Map<String, @Nullable String> without(String... parameters) {
		Map<String, @Nullable String> changes = new HashMap<>();
		for (String parameter : parameters) {
			changes.put(parameter, null);
		}
		return changes;
	}

	private String role(Setting url, JdbcUrl parsed) {
		Setting username = this.settings.find(USERNAME);
		String user = parsed.parameter(USER_PARAMETER);
		if (username != null && (user == null || !url.standsAbove(username))) {
			return username.value();
		}
		if (user == null) {
			throw new InvalidSettingException(url + " is bound, but no user is: '" + USERNAME + "' is not set.",
					"Set '" + USERNAME + "' to the PostgreSQL role of the app's identity; Service Connector names it "
							+ "aad_<connection name>.");
		}
		return user;
	}

	private static String scope(JdbcUrl url) {
		AzureCloud cloud = AzureCloud.ofHost(url.servers().get(0).host());
		return ((cloud != null) ? cloud : AzureCloud.PUBLIC).scope();
	}

}
