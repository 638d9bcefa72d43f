package io.github.serviceconnector.postgresql.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The caches of this JVM, one for each credential and scope, shared by all contexts and
 * freed when the last of them closes. The driver makes its plugin by class name alone; a
 * random handle in the URL leads it here.
 */
public final class TokenCaches {

	private static final Map<String, Entry> ENTRIES = new HashMap<>();

	// Apart, so that a login never waits for a credential that is being made
	private static final Map<String, TokenCache> HANDLES = new ConcurrentHashMap<>();

	private TokenCaches() {
	}

	/**
	 * Finds a cache.
	 * @param handle the handle that its lease gave
	 * @return the cache, or {@code null} if its last lease is closed
	 */
	public static @Nullable TokenCache find(String handle) {
		return HANDLES.get(handle);
	}

	static TokenLease acquire(Identity identity, @Nullable OutboundProxy proxy, String scope, Duration timeout,
			RefreshMode mode, InstantSource clock) {
		return acquire(identity, digest(key(identity) + "\n" + key(proxy), scope), timeout, mode, clock,
				() -> TokenSources.create(identity, proxy, scope, timeout, clock));
	}

	static TokenLease acquire(Identity identity, Object credential, String scope, Duration timeout, RefreshMode mode,
			InstantSource clock, Supplier<TokenSource> source) {
		String key = identity.description() + " " + System.identityHashCode(credential);
		return acquire(identity, digest(key, scope), timeout, mode, clock, source);
	}

	private static TokenLease acquire(Identity identity, String digest, Duration timeout, RefreshMode mode,
			InstantSource clock, Supplier<TokenSource> source) {
		synchronized (ENTRIES) {
			Entry entry = ENTRIES.computeIfAbsent(digest, (key) -> {
				ObservedTokenSource observed = new ObservedTokenSource(source.get());
				return new Entry(observed, new TokenCache(UUID.randomUUID().toString(), identity.description(),
						observed, timeout, mode, Timing.of(clock)));
			});
			entry.leases++;
			HANDLES.put(entry.cache.handle(), entry.cache);
			return new TokenLease(identity, entry.source, entry.cache);
		}
	}

	static void start(TokenCache cache) {
		synchronized (ENTRIES) {
			find(cache).ifPresent((entry) -> {
				entry.running++;
				cache.resume();
			});
		}
	}

	static void stop(TokenCache cache) {
		synchronized (ENTRIES) {
			find(cache).ifPresent((entry) -> {
				if (--entry.running == 0) {
					cache.suspend();
				}
			});
		}
	}

	private static Optional<Entry> find(TokenCache cache) {
		return ENTRIES.values().stream().filter((entry) -> entry.cache == cache).findFirst();
	}

	static void release(TokenCache cache) {
		synchronized (ENTRIES) {
			if (ENTRIES.values().removeIf((entry) -> entry.cache == cache && --entry.leases == 0)) {
				HANDLES.remove(cache.handle());
				cache.close();
			}
		}
	}

	// All that makes two credentials differ, secrets included: only its digest is kept
	private static String key(Identity identity) {
		if (identity instanceof Identity.ManagedIdentity managed && managed.endpoint() != null) {
			return identity + "\n" + managed.endpoint().header();
		}
		if (identity instanceof Identity.ServicePrincipal principal) {
			return identity + "\n" + principal.clientSecret();
		}
		if (identity instanceof Identity.CertifiedPrincipal principal) {
			return identity + "\n" + principal.password();
		}
		return identity.toString();
	}

	private static String key(@Nullable OutboundProxy proxy) {
		return (proxy != null && proxy.credentials() != null) ? proxy + "\n" + proxy.credentials().password()
				: String.valueOf(proxy);
	}

	private static String digest(String key, String scope) {
		try {
			MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
			return HexFormat.of().formatHex(sha256.digest((key + "\n" + scope).getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static final class Entry {

		private final ObservedTokenSource source;

		private final TokenCache cache;

		private int leases;

		private int running;

		Entry(ObservedTokenSource source, TokenCache cache) {
			this.source = source;
			this.cache = cache;
		}

	}

}
