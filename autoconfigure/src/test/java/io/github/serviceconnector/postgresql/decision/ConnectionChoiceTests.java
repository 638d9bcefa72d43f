package io.github.serviceconnector.postgresql.decision;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
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
import io.github.serviceconnector.postgresql.identity.Identity.Endpoint;
import io.github.serviceconnector.postgresql.identity.Identity.ManagedIdentity;
import io.github.serviceconnector.postgresql.identity.Identity.ServicePrincipal;
import io.github.serviceconnector.postgresql.identity.Identity.Tenant;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionChoice}.
 */
class ConnectionChoiceTests {

	private static final String HOST = "db.postgres.database.azure.com";

	private static final String LIBPQ = "AZURE_POSTGRESQL_CONNECTIONSTRING";

	private final LayeredSettings settings = new LayeredSettings();

	private String connection = "";

	private String prefix = "AZURE_POSTGRESQL";

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:postgresql://" + HOST + ":5432/app?sslmode=require&user=aad_app",
			"Server=" + HOST + ";Database=app;Port=5432;Ssl Mode=Require;User Id=aad_app;",
			"dbname=app host=" + HOST + " port=5432 sslmode=require user=aad_app",
			"host=" + HOST + " dbname=app sslmode=require user=aad_app",
			"postgresql://aad_app@" + HOST + ":5432/app?sslmode=require" })
	void decideWhenConnectionStringIsBoundIsPasswordless(String connectionString) {
		this.settings.below(Map.of("Azure_PostgreSQL_ConnectionString", connectionString));
		Passwordless decision = primary(Passwordless.class);
		assertThat(decision.login().role()).isEqualTo("aad_app");
		assertThat(decision.login().url().toUrl()).isEqualTo("jdbc:postgresql://" + HOST + ":5432/app?sslmode=require");
		assertThat(decision.login().origin()).hasToString("'Azure_PostgreSQL_ConnectionString' from layer 0");
	}

	@Test
	void decideWhenSeparateValuesAreBoundIsPasswordless() {
		this.settings.below(Map.of("AZURE_POSTGRESQL_HOST", HOST, "AZURE_POSTGRESQL_NAME", "app",
				"AZURE_POSTGRESQL_USER", "aad_app"));
		Passwordless decision = primary(Passwordless.class);
		assertThat(decision.login().url().toUrl()).isEqualTo("jdbc:postgresql://" + HOST + ":5432/app");
	}

	@Test
	void decideWhenBindingBringsAPasswordUsesIt() {
		this.settings.below(Map.of(LIBPQ, "host=" + HOST + " dbname=app user=app password=geheim"));
		Password decision = primary(Password.class);
		assertThat(decision.password()).hasToString("'AZURE_POSTGRESQL_CONNECTIONSTRING' from layer 0");
		assertThat(decision.password().value()).isEqualTo("geheim");
		assertThat(decision.toString()).doesNotContain("geheim");
	}

	@Test
	void decideWhenPasswordlessIsAskedForTakesThePasswordOutOfTheConnectionString() {
		this.settings.below(Map.of(LIBPQ, "host=" + HOST + " dbname=app user=app password=geheim",
				"spring.datasource.azure.passwordless-enabled", "true"));
		assertThat(primary(Passwordless.class).dropped()).extracting(StalePassword::cleaned)
			.singleElement()
			.asString()
			.contains("dbname=app")
			.doesNotContain("geheim", "password");
	}

	@Test
	void decideWhenIdentityIsBoundChoosesIt() {
		this.settings.below(Map.of("AZURE_POSTGRESQL_HOST", HOST, "AZURE_POSTGRESQL_DATABASE", "app",
				"AZURE_POSTGRESQL_USERNAME", "aad_app", "AZURE_POSTGRESQL_CLIENTID", "4711"));
		assertThat(primary(Passwordless.class).identity()).isEqualTo(new ManagedIdentity("4711",
				new Endpoint(URI.create("http://169.254.169.254/metadata/identity/oauth2/token"), null)));
	}

	@Test
	void decideWhenServicePrincipalIsBoundChoosesIt() {
		this.settings.below(Map.of("AZURE_POSTGRESQL_HOST", HOST, "AZURE_POSTGRESQL_DATABASE", "app",
				"AZURE_POSTGRESQL_USERNAME", "aad_app", "AZURE_POSTGRESQL_CLIENTID", "client",
				"AZURE_POSTGRESQL_CLIENTSECRET", "geheim", "AZURE_POSTGRESQL_TENANTID", "tenant"));
		assertThat(primary(Passwordless.class).identity()).isEqualTo(new ServicePrincipal("client",
				new Tenant("tenant", URI.create("https://login.microsoftonline.com")), "geheim", true));
	}

	@Test
	void decideWhenSpringsUrlStandsInTheSameSourceTakesThat() {
		this.settings.below(Map.of(LIBPQ, "host=other." + HOST + " dbname=other user=other", "spring.datasource.url",
				"jdbc:postgresql://" + HOST + "/app", "spring.datasource.username", "aad_app"));
		Decisions decisions = decide();
		assertThat(((Passwordless) decisions.primary()).login().role()).isEqualTo("aad_app");
		assertThat(decisions.translated()).isEmpty();
	}

	@Test
	void decideWhenBindingStandsAboveSpringsUrlTakesTheBinding() {
		this.settings.below(Map.of(LIBPQ, "host=" + HOST + " dbname=app user=aad_app"))
			.below(Map.of("spring.datasource.url", "jdbc:h2:mem:dev", "spring.datasource.username", "dev",
					"spring.datasource.password", "dev"));
		Passwordless decision = primary(Passwordless.class);
		assertThat(decision.login().role()).isEqualTo("aad_app");
		assertThat(decision.dropped()).hasSize(1);
	}

	@Test
	void decideWhenSpringsUrlStandsAboveTheBindingTakesSpringsUrl() {
		this.settings.below(Map.of("spring.datasource.url", "jdbc:h2:mem:dev"))
			.below(Map.of(LIBPQ, "host=" + HOST + " dbname=app user=aad_app"));
		primary(StandAside.class);
	}

	@Test
	void decideWhenOneNamedConnectionIsBoundTakesIt() {
		named("ORDERS");
		assertThat(primary(Passwordless.class).login().role()).isEqualTo("orders");
		assertThat(decide().others()).isEmpty();
	}

	@Test
	void decideWhenSeveralAreBoundAndNoneIsChosenListsThem() {
		named("ORDERS");
		named("STOCK");
		Invalid decision = primary(Invalid.class);
		assertThat(decision.failure())
			.hasMessage("Several connections are bound, and none is the application's own: 'orders' "
					+ "('AZURE_POSTGRESQL_ORDERS_HOST' from layer 0), 'stock' ('AZURE_POSTGRESQL_STOCK_HOST' from layer "
					+ "1).");
		assertThat(decision.failure().getAction()).isEqualTo("Set 'serviceconnector.postgresql.connection' to one of "
				+ "their names; the others are there by qualifier.");
	}

	@Test
	void decideWhenOneOfSeveralIsChosenLeavesTheOthersBesideIt() {
		named("ORDERS");
		named("STOCK");
		this.connection = "Stock";
		Decisions decisions = decide();
		assertThat(((Passwordless) decisions.primary()).login().role()).isEqualTo("stock");
		assertThat(decisions.others()).containsOnlyKeys("orders");
		assertThat(decisions.others().get("orders")).isInstanceOf(Passwordless.class);
	}

	@Test
	void decideWhenUnnamedConnectionIsBoundItComesFirst() {
		named("ORDERS");
		this.settings.below(Map.of(LIBPQ, "host=" + HOST + " dbname=app user=aad_app"));
		Decisions decisions = decide();
		assertThat(((Passwordless) decisions.primary()).login().role()).isEqualTo("aad_app");
		assertThat(decisions.others()).containsOnlyKeys("orders");
	}

	@Test
	void decideWhenChosenConnectionIsNotBoundSaysWhatIs() {
		named("ORDERS");
		this.connection = "stock";
		assertThat(primary(Invalid.class).failure()).hasMessage("'serviceconnector.postgresql.connection' names a "
				+ "connection that is not bound; bound are: 'orders' ('AZURE_POSTGRESQL_ORDERS_HOST' from layer 0).");
	}

	@Test
	void decideWhenSpringsUrlIsBoundTheNamedOnesStandBesideIt() {
		this.settings.below(Map.of("spring.datasource.url", "jdbc:postgresql://" + HOST + "/app",
				"spring.datasource.username", "aad_app", "AZURE_POSTGRESQL_ORDERS_HOST", HOST,
				"AZURE_POSTGRESQL_ORDERS_DATABASE", "orders", "AZURE_POSTGRESQL_ORDERS_USER", "orders"));
		Decisions decisions = decide();
		assertThat(((Passwordless) decisions.primary()).login().role()).isEqualTo("aad_app");
		assertThat(decisions.others().get("orders")).asInstanceOf(InstanceOfAssertFactories.type(Passwordless.class))
			.satisfies((orders) -> assertThat(orders.login().role()).isEqualTo("orders"));
	}

	@Test
	void decideWhenPrefixIsRenamedFindsTheBinding() {
		this.prefix = "MY_DB";
		this.settings.below(Map.of("MY_DB_HOST", HOST, "MY_DB_DATABASE", "app", "MY_DB_USER", "aad_app"));
		assertThat(primary(Passwordless.class).login().role()).isEqualTo("aad_app");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POSTGRESQLCONNSTR_main", "MAIN_JDBCCONNECTIONSTRING",
			"AZURE_COSMOSPOSTGRESQL_CONNECTIONSTRING" })
	void decideWhenNeighboursFormIsBoundTakesIt(String name) {
		this.settings.below(Map.of(name, "jdbc:postgresql://" + HOST + "/app?user=aad_app"));
		assertThat(primary(Passwordless.class).login().role()).isEqualTo("aad_app");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:postgresql://localhost/app?user=app", "no connection string at all" })
	void decideWhenNeighboursFormIsNotAzuresLeavesIt(String value) {
		this.settings.below(Map.of("POSTGRESQLCONNSTR_MAIN", value, "MAIN_JDBCCONNECTIONSTRING", value));
		primary(StandAside.class);
	}

	@Test
	void decideWhenServiceBindingIsMountedTakesIt(@TempDir Path root) throws IOException {
		Path binding = Files.createDirectory(root.resolve("orders-db"));
		for (String[] entry : new String[][] { { "type", "postgresql" }, { "host", HOST }, { "database", "app" },
				{ "username", "aad_app\n" } }) {
			Files.writeString(binding.resolve(entry[0]), entry[1]);
		}
		this.settings.below(Map.of("SERVICE_BINDING_ROOT", root.toString()));
		Passwordless decision = primary(Passwordless.class);
		assertThat(decision.login().role()).isEqualTo("aad_app");
		assertThat(decision.login().origin()).hasToString("'host' from file " + binding.resolve("host"));
	}

	@Test
	void decideWhenServiceBindingIsOfAnotherTypeLeavesIt(@TempDir Path root) throws IOException {
		Path binding = Files.createDirectory(root.resolve("cache"));
		Files.writeString(binding.resolve("type"), "redis");
		Files.writeString(binding.resolve("host"), HOST);
		this.settings.below(Map.of("SERVICE_BINDING_ROOT", root.toString()));
		primary(StandAside.class);
	}

	@Test
	void decideWhenOtherSettingsShareThePrefixLeavesThem() {
		this.settings.below(Map.of("AZURE_POSTGRESQL_SERVER_NAME", "db", "AZURE_POSTGRESQL_DATABASE", "app"));
		primary(StandAside.class);
	}

	@Test
	void decideWhenKeyVaultReferenceIsUnresolvedSaysSo() {
		this.settings.below(Map.of(LIBPQ, "@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/db)"));
		assertThat(primary(Invalid.class).failure()).hasMessage("'AZURE_POSTGRESQL_CONNECTIONSTRING' from layer 0 is a "
				+ "Key Vault reference that the platform did not resolve.");
	}

	@Test
	void decideAheadOfTimeWhenBoundLeavesItToTheStart() {
		named("A");
		named("B");
		Decisions decisions = ConnectionChoice.decideAheadOfTime(this.settings, properties());
		assertThat(decisions).isEqualTo(new Decisions(properties(), new Decision.Deferred(), Map.of(), Map.of()));
		assertThat(decisions.ownsPrimary()).isTrue();
	}

	@Test
	void decideAheadOfTimeWhenUrlIsOfAnotherDatabaseStandsAside() {
		this.settings.below(Map.of("spring.datasource.url", "jdbc:h2:mem:app"));
		assertThat(ConnectionChoice.decideAheadOfTime(this.settings, properties()).primary())
			.isInstanceOf(StandAside.class);
	}

	private void named(String name) {
		this.settings.below(Map.of("AZURE_POSTGRESQL_" + name + "_HOST", HOST, "AZURE_POSTGRESQL_" + name + "_DATABASE",
				"app", "AZURE_POSTGRESQL_" + name + "_USER", name.toLowerCase(Locale.ROOT)));
	}

	private <T extends Decision> T primary(Class<T> type) {
		Decision decision = decide().primary();
		assertThat(decision).isInstanceOf(type);
		return type.cast(decision);
	}

	private Decisions decide() {
		return ConnectionChoice.decide(this.settings, properties());
	}

	private ServiceConnectorPostgresqlProperties properties() {
		return new ServiceConnectorPostgresqlProperties(true, this.connection, this.prefix, Tls.VERIFY_FULL, "",
				new Token(Source.AUTO, Duration.ofSeconds(30), Refresh.BACKGROUND, ""));
	}

}
