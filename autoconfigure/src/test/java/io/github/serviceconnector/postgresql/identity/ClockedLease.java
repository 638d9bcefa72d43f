package io.github.serviceconnector.postgresql.identity;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

import io.github.serviceconnector.postgresql.local.LocalAzure;
import org.awaitility.Awaitility;

/**
 * A lease of its own for the tests of other packages, asked for at login, on a clock that
 * is set forward.
 */
public final class ClockedLease implements AutoCloseable {

	private static final String SCOPE = "https://ossrdbms-aad.database.windows.net/.default";

	private final TokenLease lease;

	private volatile Duration offset = Duration.ZERO;

	public ClockedLease(LocalAzure azure) {
		Identity identity = new Identity.ManagedIdentity(null, new Identity.Endpoint(
				URI.create(variable(azure, "IDENTITY_ENDPOINT")), variable(azure, "IDENTITY_HEADER")));
		InstantSource clock = () -> Instant.now().plus(this.offset);
		this.lease = TokenCaches.acquire(identity, null, SCOPE, Duration.ofSeconds(2), RefreshMode.AT_LOGIN, clock);
	}

	private static String variable(LocalAzure azure, String name) {
		return Objects.requireNonNull(azure.identityEnvironment().get(name));
	}

	public TokenLease lease() {
		return this.lease;
	}

	/**
	 * Sets the clock to a time after the start.
	 */
	public void setTo(Duration offset) {
		this.offset = offset;
	}

	/**
	 * Asks for the token as a login does, and waits until no request is under way.
	 */
	public void logIn() {
		TokenStatus.Counts before = this.lease.cache().status().counts();
		try {
			this.lease.cache().token();
		}
		catch (TokenException ex) {
			// The status says so
		}
		Awaitility.await().until(() -> !this.lease.cache().status().counts().equals(before));
	}

	@Override
	public void close() {
		this.lease.close();
	}

}
