package io.github.serviceconnector.postgresql.decision;

import java.util.Map;
import java.util.Objects;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.binding.LayeredSettings;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.identity.OutboundProxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UrlByHand}.
 */
class UrlByHandTests {

	private static final Setting URL = new Setting("app.url", "jdbc:postgresql://db.example.com/app?user=of_url",
			"code", 1);

	private final LayeredSettings settings = new LayeredSettings();

	@Test
	void decideWhenApplicationHasADatabaseKnowsNothingOfThat() {
		this.settings.below(Map.of("spring.datasource.url", "jdbc:h2:mem:app", "spring.datasource.username", "other",
				"spring.datasource.password", "other", "spring.datasource.hikari.password", "other",
				"spring.datasource.azure.passwordless-enabled", "false"));
		Decision.Passwordless decision = decide(null);
		assertThat(decision.login().url().address()).isEqualTo("db.example.com:5432");
		assertThat(decision.login().role()).isEqualTo("of_url");
		assertThat(decision.login().origin()).isEqualTo(URL);
		assertThat(decision.dropped()).isEmpty();
	}

	@Test
	void decideWhenUserIsGivenBesideTheUrlTakesTheHigherOne() {
		assertThat(decide(new Setting("app.user", "beside", "code", 1)).login().role()).isEqualTo("beside");
		assertThat(decide(new Setting("app.user", "beside", "code", 2)).login().role()).isEqualTo("of_url");
	}

	@Test
	void decideWhenThereIsAProxyKeepsItsPassword() {
		this.settings.below(Map.of("spring.cloud.azure.proxy.hostname", "proxy.example.com",
				"spring.cloud.azure.proxy.port", "3128", "spring.cloud.azure.proxy.username", "ada",
				"spring.cloud.azure.proxy.password", "lovelace"));
		assertThat(Objects.requireNonNull(decide(null).proxy()).credentials())
			.isEqualTo(new OutboundProxy.Credentials("ada", "lovelace"));
	}

	private Decision.Passwordless decide(@Nullable Setting user) {
		return UrlByHand.decide(URL, user, this.settings, Binder.get(new MockEnvironment())
			.bindOrCreate("serviceconnector.postgresql", ServiceConnectorPostgresqlProperties.class));
	}

}
