package io.github.serviceconnector.postgresql.jdbc;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.LocalIdentity;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application that is stopped and started again, as Spring does around a
 * checkpoint.
 */
class RestartTests {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	@Test
	void startWhenTokenHasExpiredWhileStoppedFetchesAnotherAndLogsIn() {
		LocalIdentity identity = azure.get().systemAssignedIdentity("aad_app");
		ExpiringOnce credential = new ExpiringOnce(identity);
		try (ConfigurableApplicationContext context = run(credential, azure.get().springBootSettings(identity))) {
			TokenLease lease = context.getBean(TokenLease.class);
			lease.cache().token();
			context.stop();
			assertThat(lease.cache().status().nextRequestAt()).isNull();
			assertThat(credential.requests).hasValue(1);
			context.start();
			Awaitility.await().until(() -> lease.cache().status().counts().fetched() == 2);
			assertThat(LoginApplication.currentUser(context.getBean(DataSource.class))).isEqualTo("aad_app");
			assertThat(lease.cache().status().nextRequestAt()).isNotNull();
			assertThat(credential.requests).hasValue(2);
		}
	}

	private static ConfigurableApplicationContext run(TokenCredential credential, Map<String, String> variables) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("binding", Map.copyOf(variables)));
		SpringApplication application = new SpringApplication(LoginApplication.class);
		application.setEnvironment(environment);
		application
			.addInitializers((context) -> context.getBeanFactory().registerSingleton("expiringCredential", credential));
		return application.run();
	}

	/**
	 * Gives a token that has expired, and good ones from then on.
	 */
	private static final class ExpiringOnce implements TokenCredential {

		private final AtomicInteger requests = new AtomicInteger();

		private final LocalIdentity identity;

		ExpiringOnce(LocalIdentity identity) {
			this.identity = identity;
		}

		@Override
		public Mono<AccessToken> getToken(TokenRequestContext request) {
			return Mono.fromSupplier(() -> getTokenSync(request));
		}

		@Override
		public AccessToken getTokenSync(TokenRequestContext request) {
			Duration lifetime = Duration.ofMinutes((this.requests.incrementAndGet() == 1) ? -1 : 60);
			String token = azure.get().issueToken(this.identity, "https://ossrdbms-aad.database.windows.net", lifetime);
			return new AccessToken(token, OffsetDateTime.now(ZoneOffset.UTC).plus(lifetime));
		}

	}

}
