package io.github.serviceconnector.postgresql.decision;

import java.util.List;
import java.util.regex.Pattern;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.binding.Settings;
import io.github.serviceconnector.postgresql.binding.TranslatedSettings;
import org.jspecify.annotations.Nullable;

/**
 * Decides on a URL that the application names itself, and asks a token for by that.
 */
public final class UrlByHand {

	private UrlByHand() {
	}

	/**
	 * Decides on a URL.
	 * @param url the URL; a password in it is dropped
	 * @param user the role, {@code null} if it is the one in the URL; that one comes
	 * first where it stands above
	 * @param settings the settings that choose the identity
	 * @param properties what was told to the starter
	 * @return who enters which database, with whose token
	 * @throws InvalidSettingException if it is not a URL of PostgreSQL that names host
	 * and database, or the settings of the credential contradict each other
	 */
	public static Decision.Passwordless decide(Setting url, @Nullable Setting user, Settings settings,
			ServiceConnectorPostgresqlProperties properties) {
		Decision decision = DecisionMaker.decide(new Alone(url, user, settings), properties, null);
		if (decision instanceof Decision.Passwordless passwordless) {
			return passwordless;
		}
		if (decision instanceof Decision.Invalid invalid) {
			throw invalid.failure();
		}
		throw new InvalidSettingException(decision.reason() + ".",
				"Give jdbc:postgresql://<server>.postgres.database.azure.com:5432/<database>.");
	}

	/**
	 * The settings around the URL, without what {@code spring.datasource.*} says of
	 * another database.
	 *
	 * @param url the URL
	 * @param user the role, if one is given beside the URL
	 * @param settings all settings
	 */
	private record Alone(Setting url, @Nullable Setting user, Settings settings) implements Settings {

		@Override
		public List<Setting> all(String name) {
			if (name.equals(TranslatedSettings.URL)) {
				return List.of(this.url);
			}
			if (name.equals(TranslatedSettings.USERNAME)) {
				return (this.user != null) ? List.of(this.user) : List.of();
			}
			if (name.equals(Decisions.SWITCH)) {
				return List.of(this.url.withValue("true"));
			}
			boolean ofAnother = name.startsWith("spring.datasource.") && name.endsWith(".password");
			return ofAnother ? List.of() : this.settings.all(name);
		}

		@Override
		public List<Setting> matching(Pattern pattern) {
			return this.settings.matching(pattern);
		}

	}

}
