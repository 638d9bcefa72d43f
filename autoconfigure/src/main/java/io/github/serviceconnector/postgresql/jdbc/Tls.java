package io.github.serviceconnector.postgresql.jdbc;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.binding.HostAndPort;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.JdbcUrl;
import io.github.serviceconnector.postgresql.binding.Setting;
import org.jspecify.annotations.Nullable;

/**
 * How the driver makes sure that a token goes to the right server. Off loopback that is
 * {@code verify-full}, whatever the binding says: with the SSL bundle that the starter
 * was told of, else with the certificate that the URL names, else with the JVM's trust
 * store. See <a href= "https://jdbc.postgresql.org/documentation/ssl/">pgjdbc on SSL</a>.
 *
 * @param parameters the parameters to set in the URL, {@code null} takes one out
 * @param verified whether issuer and name of the certificate are checked
 * @param bundle the SSL bundle that the driver is led to, if any
 * @param warning what a person should know of it, if anything
 */
public record Tls(Map<String, @Nullable String> parameters, boolean verified, @Nullable TlsBundle bundle,
		@Nullable String warning) {

	private static final String SSL_MODE = "sslmode";

	private static final String SSL_ROOT_CERTIFICATE = "sslrootcert";

	private static final String SSL_FACTORY = "sslfactory";

	private static final String NAME_VERIFIER = "sslhostnameverifier";

	private static final String VERIFY_FULL = "verify-full";

	// pgjdbc's own way to the JVM's trust store; without it verify-full wants a root.crt
	static final String JVM_TRUST_STORE = "org.postgresql.ssl.DefaultJavaSSLFactory";

	private static final Set<String> SSL_MODES = Set.of("disable", "allow", "prefer", "require", "verify-ca",
			VERIFY_FULL);

	private static final Set<String> ALWAYS_ENCRYPTED = Set.of("require", "verify-ca", VERIFY_FULL);

	/**
	 * Decides how a server is verified.
	 * @param url the URL of the binding
	 * @param origin the setting that gave it
	 * @param wish what was told to the starter
	 * @return the way
	 * @throws InvalidSettingException if the binding's {@code sslmode} is unknown, or
	 * lets a token go unencrypted off loopback
	 */
	public static Tls of(JdbcUrl url, Setting origin, TlsWish wish) {
		String bound = boundMode(url, origin);
		if (wish.bundle() != null) {
			return ofBundle(url, origin, wish.bundle());
		}
		if (url.servers().stream().allMatch(HostAndPort::isLoopback)) {
			return asBound(url, bound, null);
		}
		if (wish.mode() == ServiceConnectorPostgresqlProperties.Tls.VERIFY_FULL) {
			String factory = (url.parameter(SSL_ROOT_CERTIFICATE) != null) ? null : JVM_TRUST_STORE;
			return new Tls(verifyFull(factory), true, null, null);
		}
		if (bound == null || !ALWAYS_ENCRYPTED.contains(bound)) {
			throw new InvalidSettingException(origin,
					"lets a token go unencrypted (sslmode is " + ((bound != null) ? bound : "not set") + ")",
					"Write sslmode=require in the URL, or remove 'serviceconnector.postgresql.tls=as-bound'.");
		}
		return asBound(url, bound, unverified(origin, bound));
	}

	private static @Nullable String boundMode(JdbcUrl url, Setting origin) {
		String mode = url.parameter(SSL_MODE);
		if (mode == null) {
			return null;
		}
		String known = mode.toLowerCase(Locale.ROOT);
		if (!SSL_MODES.contains(known)) {
			throw new InvalidSettingException(origin, "has an sslmode that is unknown",
					"Write one of disable, allow, prefer, require, verify-ca and verify-full, or leave it out: "
							+ "the certificate is verified in any case.");
		}
		return known;
	}

	private static Tls ofBundle(JdbcUrl url, Setting origin, TlsBundle bundle) {
		Map<String, @Nullable String> parameters = verifyFull(BundleSocketFactory.class.getName());
		parameters.put(SSL_ROOT_CERTIFICATE, null);
		String warning = (url.parameter(SSL_ROOT_CERTIFICATE) != null) ? "The sslrootcert of " + origin
				+ " is not used: '" + TlsBundle.PROPERTY + "' says what to trust. Remove one of the two." : null;
		return new Tls(parameters, true, bundle, warning);
	}

	private static Tls asBound(JdbcUrl url, @Nullable String bound, @Nullable String warning) {
		boolean verified = VERIFY_FULL.equals(bound);
		return new Tls(
				(verified && url.parameter(NAME_VERIFIER) == null)
						? Map.of(NAME_VERIFIER, ServerNameVerifier.class.getName()) : Map.of(),
				verified, null, verified ? null : warning);
	}

	private static String unverified(Setting origin, String bound) {
		return "With 'serviceconnector.postgresql.tls=as-bound' and the sslmode=" + bound + " of " + origin + ", "
				+ ("require".equals(bound) ? "neither the issuer nor the name" : "no name")
				+ " in the server's certificate is verified"
				+ ": a server in the way of the real one can take the token, which is a login to the whole database. "
				+ "Remove that setting, or write sslmode=verify-full.";
	}

	private static Map<String, @Nullable String> verifyFull(@Nullable String factory) {
		Map<String, @Nullable String> parameters = new HashMap<>();
		parameters.put("ssl", null);
		parameters.put(SSL_MODE, VERIFY_FULL);
		parameters.put(NAME_VERIFIER, ServerNameVerifier.class.getName());
		parameters.put("sslfactoryarg", null);
		parameters.put(SSL_FACTORY, factory);
		return parameters;
	}

}
