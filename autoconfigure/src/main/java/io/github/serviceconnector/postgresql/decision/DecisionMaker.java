package io.github.serviceconnector.postgresql.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties.Token.Source;
import io.github.serviceconnector.postgresql.binding.AzureCloud;
import io.github.serviceconnector.postgresql.binding.BoundConnection;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.JdbcUrl;
import io.github.serviceconnector.postgresql.binding.KeyVaultReference;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.binding.Settings;
import io.github.serviceconnector.postgresql.binding.TranslatedSettings;
import io.github.serviceconnector.postgresql.decision.Decision.Invalid;
import io.github.serviceconnector.postgresql.decision.Decision.Login;
import io.github.serviceconnector.postgresql.decision.Decision.Password;
import io.github.serviceconnector.postgresql.decision.Decision.Passwordless;
import io.github.serviceconnector.postgresql.decision.Decision.StalePassword;
import io.github.serviceconnector.postgresql.decision.Decision.StandAside;
import io.github.serviceconnector.postgresql.identity.Identity;
import io.github.serviceconnector.postgresql.identity.IdentityChoice;
import io.github.serviceconnector.postgresql.identity.OutboundProxy;
import io.github.serviceconnector.postgresql.identity.ProxyChoice;
import org.jspecify.annotations.Nullable;

/**
 * Decides by evidence: passwordless is on when it was asked for, or when the database is
 * Azure's and its URL came without a password. A password counts only where it stands
 * above what asked for passwordless.
 */
final class DecisionMaker {

	private static final String SWITCH_OF_OLDER_DOCUMENTATION = "spring.datasource.passwordless-enabled";

	private static final List<String> PASSWORDS = List.of(TranslatedSettings.PASSWORD,
			"spring.datasource.hikari.password", "spring.datasource.tomcat.password",
			"spring.datasource.dbcp2.password", "spring.datasource.oracleucp.password",
			"spring.datasource.agroal.password");

	private static final String USER_PARAMETER = "user";

	private static final String PASSWORD_PARAMETER = "password";

	private final Settings settings;

	private final ServiceConnectorPostgresqlProperties properties;

	private final @Nullable BoundConnection connection;

	private DecisionMaker(Settings settings, ServiceConnectorPostgresqlProperties properties,
			@Nullable BoundConnection connection) {
		this.settings = settings;
		this.properties = properties;
		this.connection = connection;
	}

	/**
	 * Decides on one connection.
	 * @param settings the settings
	 * @param properties what was told to the starter
	 * @param connection the connection that was translated into the settings,
	 * {@code null} where it is bound in Spring's own form
	 * @return the decision
	 */
	static Decision decide(Settings settings, ServiceConnectorPostgresqlProperties properties,
			@Nullable BoundConnection connection) {
		try {
			return new DecisionMaker(settings, properties, connection).decide();
		}
		catch (InvalidSettingException ex) {
			return new Invalid(ex);
		}
	}

	private Decision decide() {
		Setting url = this.settings.find(TranslatedSettings.URL);
		if (url != null) {
			KeyVaultReference.refuse(url);
		}
		if (url != null && !JdbcUrl.isPostgresql(url.value())) {
			return new StandAside(url + " is not a URL of the PostgreSQL driver");
		}
		Setting passwordlessSwitch = this.settings.find(Decisions.SWITCH, SWITCH_OF_OLDER_DOCUMENTATION);
		if (passwordlessSwitch == null) {
			return (url != null) ? decideByHost(url) : new StandAside("'" + TranslatedSettings.URL + "' is not set");
		}
		if (!passwordlessSwitch.isTrue()) {
			return new StandAside(passwordlessSwitch + " is false");
		}
		if (url == null) {
			throw new InvalidSettingException(
					passwordlessSwitch + " is on, but '" + TranslatedSettings.URL + "' is not set.",
					"Set '" + TranslatedSettings.URL
							+ "' to jdbc:postgresql://<server>.postgres.database.azure.com:5432/<database>, or "
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
			return new StandAside(url + " names no database of Azure, and '" + Decisions.SWITCH + "' is not set");
		}
		if (parsed.servers().stream().anyMatch((server) -> AzureCloud.ofHost(server.host()) == null)) {
			return new StandAside(url + " names a host that is not Azure's, and '" + Decisions.SWITCH + "' is not set");
		}
		for (Setting password : passwords(url, parsed)) {
			if (password.depth() == url.depth()) {
				return new Password(login(url, parsed), password, "the binding brings a password of its own");
			}
		}
		return decide(url, url, parsed);
	}

	private Decision decide(Setting asked, Setting url, JdbcUrl parsed) {
		List<StalePassword> stale = new ArrayList<>();
		for (Setting password : passwords(url, parsed)) {
			if (password.standsAbove(asked)) {
				return new Password(login(url, parsed), password, "it stands above " + asked);
			}
			stale.add(new StalePassword(password, clean(password, parsed)));
		}
		AzureCloud cloud = cloud(parsed);
		Identity identity = IdentityChoice.choose(this.settings,
				this.properties.token().source() == Source.AZURE_IDENTITY, cloud);
		return new Passwordless(login(url, parsed), identity, proxy(identity), scope(cloud), stale);
	}

	// The platform's own endpoint is never asked through one, be it as wrong as it may
	private @Nullable OutboundProxy proxy(Identity identity) {
		return (identity instanceof Identity.ManagedIdentity managed && managed.endpoint() != null) ? null
				: ProxyChoice.choose(this.settings);
	}

	private List<Setting> passwords(Setting url, JdbcUrl parsed) {
		List<Setting> passwords = new ArrayList<>();
		PASSWORDS.forEach((name) -> passwords.addAll(this.settings.all(name)));
		if (parsed.parameter(PASSWORD_PARAMETER) != null) {
			passwords.add(url);
		}
		return passwords;
	}

	private Login login(Setting url, JdbcUrl parsed) {
		return new Login(parsed.with(without(USER_PARAMETER, PASSWORD_PARAMETER)), role(url, parsed), url,
				(this.connection != null) ? this.connection.connection().ignored() : List.of());
	}

	private String clean(Setting password, JdbcUrl url) {
		if (password.name().equals(TranslatedSettings.URL)) {
			return url.with(without(PASSWORD_PARAMETER)).toUrl();
		}
		return (this.connection != null) ? this.connection.withoutPassword(password) : "";
	}

	private static Map<String, @Nullable String> without(String... parameters) {
		Map<String, @Nullable String> changes = new HashMap<>();
		for (String parameter : parameters) {
			changes.put(parameter, null);
		}
		return changes;
	}

	private @Nullable String role(Setting url, JdbcUrl parsed) {
		Setting username = this.settings.find(TranslatedSettings.USERNAME);
		String user = parsed.parameter(USER_PARAMETER);
		return (username != null && (user == null || !url.standsAbove(username))) ? username.value() : user;
	}

	private @Nullable AzureCloud cloud(JdbcUrl url) {
		AzureCloud ofHost = AzureCloud.ofHost(url.servers().get(0).host());
		Setting cloudType = this.settings.find("spring.datasource.azure.profile.cloud-type",
				"spring.cloud.azure.profile.cloud-type");
		AzureCloud ofProfile = (cloudType != null) ? AzureCloud.ofType(cloudType) : null;
		if (ofHost != null && ofProfile != null && ofHost != ofProfile) {
			throw new InvalidSettingException(
					cloudType + " names another cloud than the database's host, which is of " + ofHost.type() + ".",
					"Set it to " + ofHost.type() + ", or remove it.");
		}
		return (ofHost != null) ? ofHost : ofProfile;
	}

	private String scope(@Nullable AzureCloud cloud) {
		String scope = this.properties.token().scope();
		return !scope.isEmpty() ? scope : ((cloud != null) ? cloud : AzureCloud.PUBLIC).scope();
	}

}
