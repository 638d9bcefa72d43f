package io.github.serviceconnector.postgresql.identity;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.identity.Identity.DefaultChain;
import io.github.serviceconnector.postgresql.identity.Identity.Endpoint;
import io.github.serviceconnector.postgresql.identity.Identity.ManagedIdentity;
import io.github.serviceconnector.postgresql.identity.Identity.ServicePrincipal;
import io.github.serviceconnector.postgresql.identity.Identity.Tenant;
import io.github.serviceconnector.postgresql.identity.Identity.WorkloadIdentity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenCaches}: which credentials share a cache. None is asked for a
 * token.
 */
class TokenCachesTests {

	private static final URI PUBLIC = URI.create("https://login.microsoftonline.com");

	private static final URI CHINA = URI.create("https://login.chinacloudapi.cn");

	private static final URI ENDPOINT = URI.create("http://127.0.0.1:1/");

	@Test
	void sameCredentialSharesACache() {
		assertThat(handles(new ServicePrincipal("a", new Tenant("t", PUBLIC), "secret", true),
				new ServicePrincipal("a", new Tenant("t", PUBLIC), "secret", true)))
			.hasSize(1);
	}

	@Test
	void whateverMakesACredentialDifferKeepsItApart() {
		Identity[] identities = { new ServicePrincipal("a", new Tenant("t", PUBLIC), "secret", true),
				new ServicePrincipal("a", new Tenant("t", PUBLIC), "rotated", true),
				new ServicePrincipal("a", new Tenant("t", CHINA), "secret", true),
				new ServicePrincipal("a", new Tenant("u", PUBLIC), "secret", true),
				new ServicePrincipal("b", new Tenant("t", PUBLIC), "secret", true),
				new ServicePrincipal("a", new Tenant("t", PUBLIC), "secret", false),
				new WorkloadIdentity("a", new Tenant("t", PUBLIC), Path.of("token"), true),
				new WorkloadIdentity("a", new Tenant("t", CHINA), Path.of("token"), true),
				new DefaultChain("a", "t", PUBLIC), new DefaultChain("a", "t", CHINA),
				new ManagedIdentity("a", new Endpoint(ENDPOINT, null)),
				new ManagedIdentity("a", new Endpoint(ENDPOINT, "header")),
				new ManagedIdentity("a", new Endpoint(ENDPOINT, "another")), new ManagedIdentity("a", null) };
		assertThat(handles(identities)).hasSize(identities.length);
	}

	@Test
	void refreshWhenOneOfTwoContextsStopsGoesOn() {
		ScriptedSource source = new ScriptedSource(InstantSource.system(), Duration.ofHours(24));
		try (TokenLease one = lease(source); TokenLease two = lease(source)) {
			one.start();
			two.start();
			one.cache().token();
			one.stop();
			assertThat(one.cache().status().nextRequestAt()).isNotNull();
			two.stop();
			assertThat(one.cache().status().nextRequestAt()).isNull();
			one.start();
			assertThat(one.cache().status().nextRequestAt()).isNotNull();
		}
	}

	private TokenLease lease(TokenSource source) {
		return TokenCaches.acquire(new Identity.CredentialBean("credential"), source, "scope", Duration.ofSeconds(1),
				RefreshMode.BACKGROUND, InstantSource.system(), () -> source);
	}

	private static List<String> handles(Identity... identities) {
		List<TokenLease> leases = Stream.of(identities)
			.map((identity) -> TokenCaches.acquire(identity, null, "scope", Duration.ofSeconds(1), RefreshMode.AT_LOGIN,
					InstantSource.system()))
			.toList();
		try {
			return leases.stream().map(TokenLease::handle).distinct().toList();
		}
		finally {
			leases.forEach(TokenLease::close);
		}
	}

}
