package io.github.serviceconnector.postgresql.sample;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import io.github.serviceconnector.postgresql.PasswordlessConnection;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.sample.ConnectionPanel.Fact;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionInspector}, on a connection of the administrator's.
 */
class ConnectionInspectorTests {

	private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

	@RegisterExtension
	static final LocalAzureExtension azure = LocalAzureExtension.create();

	private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

	@Test
	void panelWhenTokenIsValidGivesItsRemainingLife() {
		assertThat(panelWithToken(NOW.plusSeconds(3661)).facts()).contains(new Fact("Token", "valid for 1 h 1 min"));
	}

	@Test
	void panelWhenTokenHasEndedSaysSo() {
		assertThat(panelWithToken(NOW.minusSeconds(1)).facts()).contains(new Fact("Token", "expired"));
	}

	@Test
	void panelWhenNoTokenArrivedSaysSo() {
		assertThat(panelWithToken(null).facts()).contains(new Fact("Token", "none yet"));
	}

	@Test
	void panelWhenCertificateIsNotVerifiedSaysSo() {
		assertThat(panelWithToken(null).facts()).contains(new Fact("Certificate", "not verified"));
	}

	@Test
	void panelWhenStarterStandsAsideTellsWhatPostgresqlKnows() {
		ConnectionPanel panel = panel();
		assertThat(panel.passwordless()).isFalse();
		assertThat(panel.summary()).isEqualTo("Connected without a token");
		assertThat(panel.facts()).extracting(Fact::name).containsExactly("Database", "Role", "Encryption");
	}

	@Test
	void panelWhenBootHasPasswordSaysSoAndKeepsIt() {
		this.beans.addBean("details", new Details("jdbc:postgresql://db.example:5433/app?password=hidden", "hidden"));
		ConnectionPanel panel = panel();
		assertThat(panel.summary()).isEqualTo("Connected with a password");
		assertThat(panel.facts()).contains(new Fact("Server", "db.example:5433"));
		assertThat(panel.toString()).doesNotContain("hidden");
	}

	@Test
	void panelWhenUrlIsNotPostgresqlsLeavesTheServerOut() {
		this.beans.addBean("details", new Details("jdbc:other://db.example/app", null));
		ConnectionPanel panel = panel();
		assertThat(panel.summary()).isEqualTo("Connected without a token");
		assertThat(panel.facts()).extracting(Fact::name).doesNotContain("Server");
	}

	private ConnectionPanel panelWithToken(@Nullable Instant expiresOn) {
		this.beans.addBean("connection",
				new PasswordlessConnection(
						new PasswordlessConnection.Target("db.example", 5432, "app", "aad_app", "a test", false),
						"system-assigned managed identity", () -> Optional.ofNullable(expiresOn)));
		return panel();
	}

	private ConnectionPanel panel() {
		return new ConnectionInspector(JdbcClient.create(azure.get().database().administrator()),
				this.beans.getBeanProvider(PasswordlessConnection.class),
				this.beans.getBeanProvider(JdbcConnectionDetails.class), InstantSource.fixed(NOW))
			.inspect();
	}

	/**
	 * Details as Spring Boot takes them from its settings.
	 */
	private record Details(String getJdbcUrl, @Nullable String getPassword) implements JdbcConnectionDetails {

		@Override
		public String getUsername() {
			return "app";
		}

	}

}
