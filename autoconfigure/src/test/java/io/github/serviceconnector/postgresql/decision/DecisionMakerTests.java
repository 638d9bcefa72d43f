package io.github.serviceconnector.postgresql.decision;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties.Tls;
import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties.Token;
import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties.Token.Refresh;
import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties.Token.Source;
import io.github.serviceconnector.postgresql.binding.LayeredSettings;
import io.github.serviceconnector.postgresql.decision.Decision.Invalid;
import io.github.serviceconnector.postgresql.decision.Decision.Password;
import io.github.serviceconnector.postgresql.decision.Decision.Passwordless;
import io.github.serviceconnector.postgresql.decision.Decision.StalePassword;
import io.github.serviceconnector.postgresql.decision.Decision.StandAside;
import io.github.serviceconnector.postgresql.identity.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DecisionMaker}.
 */
class DecisionMakerTests {

	private static final String SWITCH = "spring.datasource.azure.passwordless-enabled";

	private static final String URL = "spring.datasource.url";

	private static final String USERNAME = "spring.datasource.username";

	private static final String PASSWORD = "spring.datasource.password";

	private static final String AZURE = "jdbc:postgresql://db.postgres.database.azure.com:5432/app?sslmode=require";

	private static final String ELSEWHERE = "jdbc:postgresql://db.example.com/app";

	private final LayeredSettings settings = new LayeredSettings();

	private boolean enabled = true;

	@Test
	void decideWhenBoundBySpringbootClientTypeIsPasswordless() {
		this.settings.below(Map.of(URL, AZURE, USERNAME, "aad_app", SWITCH, "true"));
		Passwordless decision = decide(Passwordless.class);
		assertThat(decision.login().role()).isEqualTo("aad_app");
		assertThat(decision.login().url().toUrl()).isEqualTo(AZURE);
		assertThat(decision.login().origin()).hasToString("'spring.datasource.url' from layer 0");
		assertThat(decision.scope()).isEqualTo("https://ossrdbms-aad.database.windows.net/.default");
		assertThat(decision.dropped()).isEmpty();
	}

	@Test
	void decideWhenSwitchIsSpelledAsInOlderDocumentationIsPasswordless() {
		this.settings
			.below(Map.of(URL, ELSEWHERE, USERNAME, "aad_app", "spring.datasource.passwordless-enabled", "true"));
		decide(Passwordless.class);
	}

	@Test
	void decideWhenAzureHostWithoutPasswordIsPasswordless() {
		this.settings.below(Map.of(URL, AZURE + "&user=aad_app"));
		Passwordless decision = decide(Passwordless.class);
		assertThat(decision.login().role()).isEqualTo("aad_app");
		assertThat(decision.login().url().parameters()).doesNotContainKey("user");
	}

	@Test
	void decideWhenAnotherCloudTakesItsScope() {
		this.settings.below(Map.of(URL, "jdbc:postgresql://db.postgres.database.chinacloudapi.cn/app", USERNAME, "x"));
		assertThat(decide(Passwordless.class).scope())
			.isEqualTo("https://ossrdbms-aad.database.chinacloudapi.cn/.default");
	}

	@Test
	void decideWhenHostIsOfNoCloudTakesTheProfilesScope() {
		this.settings.below(Map.of(URL, ELSEWHERE, USERNAME, "x", SWITCH, "true",
				"spring.cloud.azure.profile.cloud-type", "azure_us_government"));
		assertThat(decide(Passwordless.class).scope())
			.isEqualTo("https://ossrdbms-aad.database.usgovcloudapi.net/.default");
	}

	@Test
	void decideWhenAnotherCloudAsksItsAuthority() {
		this.settings.below(Map.of(URL, "jdbc:postgresql://db.postgres.database.usgovcloudapi.net/app", USERNAME, "x"));
		assertThat(decide(Passwordless.class).identity())
			.isEqualTo(new Identity.DefaultChain(null, null, URI.create("https://login.microsoftonline.us")));
	}

	@Test
	void decideWhenHostIsOfNoCloudAsksTheProfilesAuthority() {
		this.settings.below(Map.of(URL, ELSEWHERE, USERNAME, "x", SWITCH, "true",
				"spring.datasource.azure.profile.cloud-type", "azure_china"));
		assertThat(decide(Passwordless.class).identity())
			.isEqualTo(new Identity.DefaultChain(null, null, URI.create("https://login.chinacloudapi.cn")));
	}

	@Test
	void decideWhenAuthorityIsOfAnotherCloudThanTheHostSaysSo() {
		this.settings
			.below(Map.of(URL, AZURE, USERNAME, "x", "AZURE_AUTHORITY_HOST", "https://login.microsoftonline.us/"));
		assertInvalid("'AZURE_AUTHORITY_HOST' from layer 0 is Microsoft Entra of another cloud than the database's, "
				+ "which is azure.", "Set it to https://login.microsoftonline.com, or remove it.");
	}

	@Test
	void decideWhenProfileAndHostAreOfTwoCloudsSaysSo() {
		this.settings.below(Map.of(URL, AZURE, USERNAME, "x", "spring.cloud.azure.profile.cloud-type", "azure-china"));
		assertInvalid("'spring.cloud.azure.profile.cloud-type' from layer 0 names another cloud than the database's "
				+ "host, which is of azure.", "Set it to azure, or remove it.");
	}

	@Test
	void decideWhenProfileIsNoCloudSaysSo() {
		this.settings.below(Map.of(URL, AZURE, USERNAME, "x", "spring.cloud.azure.profile.cloud-type", "moon"));
		assertInvalid("'spring.cloud.azure.profile.cloud-type' from layer 0 is no type of cloud.",
				"Write one of azure");
	}

	@Test
	void decideWhenSwitchIsOffStandsAside() {
		this.settings.below(Map.of(URL, AZURE, USERNAME, "aad_app", SWITCH, "false"));
		assertThat(decide(StandAside.class).reason())
			.isEqualTo("'spring.datasource.azure.passwordless-enabled' from layer 0 is false");
	}

	@Test
	void decideWhenDisabledStandsAside() {
		this.enabled = false;
		this.settings.below(Map.of(URL, AZURE, USERNAME, "aad_app", SWITCH, "maybe"));
		decide(StandAside.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:h2:mem:test", "jdbc:mysql://db.mysql.database.azure.com/app",
			"jdbc:p6spy:postgresql://db.postgres.database.azure.com/app" })
	void decideWhenAnotherDriversUrlStandsAside(String url) {
		this.settings.below(Map.of(URL, url, SWITCH, "true"));
		decide(StandAside.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { ELSEWHERE, "jdbc:postgresql:app", "jdbc:postgresql://localhost/",
			"jdbc:postgresql://db.postgres.database.azure.com,db.example.com/app" })
	void decideWhenPostgresqlElsewhereStandsAside(String url) {
		this.settings.below(Map.of(URL, url, USERNAME, "app", PASSWORD, "secret"));
		decide(StandAside.class);
	}

	@Test
	void decideWhenNothingIsSetStandsAside() {
		decide(StandAside.class);
	}

	@Test
	void decideWhenSourceOfUrlBringsPasswordUsesIt() {
		this.settings.below(Map.of(URL, AZURE, USERNAME, "app", PASSWORD, "secret"));
		assertThat(decide(Password.class).password()).hasToString("'spring.datasource.password' from layer 0");
	}

	@Test
	void decideWhenUrlHasPasswordUsesIt() {
		this.settings.below(Map.of(URL, AZURE + "&user=app&password=secret"));
		assertThat(decide(Password.class).password()).hasToString("'spring.datasource.url' from layer 0");
	}

	@ParameterizedTest
	@ValueSource(strings = { PASSWORD, "spring.datasource.hikari.password", "spring.datasource.tomcat.password",
			"spring.datasource.dbcp2.password", "spring.datasource.oracleucp.password" })
	void decideWhenPasswordIsBelowTheUrlDropsIt(String name) {
		this.settings.below(Map.of(URL, AZURE, USERNAME, "aad_app")).below(Map.of(name, "secret"));
		assertThat(decide(Passwordless.class).dropped()).extracting((stale) -> stale.setting().toString())
			.containsExactly("'" + name + "' from layer 1");
	}

	@Test
	void decideWhenPasswordIsBesideTheSwitchDropsIt() {
		this.settings.below(Map.of(URL, AZURE, USERNAME, "aad_app", SWITCH, "true", PASSWORD, "secret"))
			.below(Map.of(PASSWORD, "older"));
		assertThat(decide(Passwordless.class).dropped()).hasSize(2);
	}

	@Test
	void decideWhenUrlBesideTheSwitchHasPasswordTakesItOut() {
		this.settings.below(Map.of(URL, AZURE + "&password=secret&user=aad_app", SWITCH, "true"));
		Passwordless decision = decide(Passwordless.class);
		assertThat(decision.login().url().toUrl()).isEqualTo(AZURE);
		assertThat(decision.dropped()).extracting(StalePassword::cleaned).containsExactly(AZURE + "&user=aad_app");
	}

	@ParameterizedTest
	@ValueSource(strings = { PASSWORD, "spring.datasource.hikari.password" })
	void decideWhenPasswordStandsAboveWhatAskedUsesIt(String name) {
		this.settings.below(Map.of(name, "deliberate")).below(Map.of(URL, AZURE, USERNAME, "aad_app", SWITCH, "true"));
		assertThat(decide(Password.class).reason())
			.isEqualTo("it stands above 'spring.datasource.azure.passwordless-enabled' from layer 1");
	}

	@Test
	void decideWhenSwitchStandsAboveThePasswordDropsIt() {
		this.settings.below(Map.of(SWITCH, "true")).below(Map.of(URL, AZURE, USERNAME, "aad_app", PASSWORD, "secret"));
		assertThat(decide(Passwordless.class).dropped()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "0,1,url", "1,0,property", "0,0,property" })
	void decideWhenTwoUsersTakesTheHigherSource(int urlDepth, int usernameDepth, String expected) {
		Map<String, String> url = Map.of(URL, AZURE + "&user=url");
		Map<String, String> username = Map.of(USERNAME, "property");
		if (urlDepth == usernameDepth) {
			this.settings.below(Map.of(URL, AZURE + "&user=url", USERNAME, "property"));
		}
		else {
			this.settings.below((urlDepth == 0) ? url : username).below((urlDepth == 0) ? username : url);
		}
		assertThat(decide(Passwordless.class).login().role()).isEqualTo(expected);
	}

	@Test
	void decideWhenUrlIsMissingSaysWhatToSet() {
		this.settings.below(Map.of(SWITCH, "true"));
		assertInvalid("'spring.datasource.azure.passwordless-enabled' from layer 0 is on, but "
				+ "'spring.datasource.url' is not set.", "Set 'spring.datasource.url' to");
	}

	@Test
	void decideWhenUserIsMissingLeavesTheRoleToTheToken() {
		this.settings.below(Map.of(URL, AZURE));
		assertThat(decide(Passwordless.class).login().role()).isNull();
	}

	@Test
	void decideWhenSwitchIsNoSwitchSaysWhatIsExpected() {
		this.settings.below(Map.of(URL, AZURE, USERNAME, "aad_app", SWITCH, "maybe"));
		assertInvalid("'spring.datasource.azure.passwordless-enabled' from layer 0 is neither 'true' nor 'false'.",
				"Set it to 'true' or 'false'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:postgresql://db.postgres.database.azure.com",
			"jdbc:postgresql://db.postgres.database.azure.com:port/app" })
	void decideWhenAzureUrlIsMalformedIsInvalid(String url) {
		this.settings.below(Map.of(URL, url));
		decide(Invalid.class);
	}

	private void assertInvalid(String description, String action) {
		Invalid decision = decide(Invalid.class);
		assertThat(decision.failure()).hasMessage(description);
		assertThat(decision.failure().getAction()).startsWith(action);
	}

	private <T extends Decision> T decide(Class<T> type) {
		Decision decision = ConnectionChoice
			.decide(this.settings,
					new ServiceConnectorPostgresqlProperties(this.enabled, "", "AZURE_POSTGRESQL", Tls.VERIFY_FULL, "",
							new Token(Source.AUTO, Duration.ofSeconds(30), Refresh.BACKGROUND, "")))
			.primary();
		assertThat(decision).isInstanceOf(type);
		return type.cast(decision);
	}

}
