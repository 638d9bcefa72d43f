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
 * {@code verify-full}, whatever the binding says: with the certificate that the URL
 * names, else with the JVM's trust store. See
 * <a href= "https://jdbc.postgresql.org/documentation/ssl/">pgjdbc on SSL</a>.
 *
 * @param parameters the parameters to set in the URL, {@code null} takes one out
 * @param verified whether issuer and name of the certificate are checked
 */
public record Tls(Map<String, @Nullable String> parameters, boolean verified) {

	private static final String SSL_MODE = "sslmode";

	private static final String SSL_ROOT_CERTIFICATE = "sslrootcert";

	private static final String SSL_FACTORY = "sslfactory";

	private static final String VERIFY_FULL = "verify-full";

	// pgjdbc's own way to the JVM's trust store; without it verify-full wants a root.crt
	private static final String JVM_TRUST_STORE = "org.postgresql.ssl.DefaultJavaSSLFactory";

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
	public static Tls of(JdbcUrl url, Setting origin, ServiceConnectorPostgresqlProperties.Tls wish) {
		String bound = boundMode(url, origin);
		if (url.servers().stream().allMatch(HostAndPort::isLoopback)) {
			return new Tls(Map.of(), VERIFY_FULL.equals(bound));
		}
		if (wish == ServiceConnectorPostgresqlProperties.Tls.VERIFY_FULL) {
			return verifyFull(url);
		}
		if (bound == null || !ALWAYS_ENCRYPTED.contains(bound)) {
			throw new InvalidSettingException(origin,
					"lets a token go unencrypted (sslmode is " + ((bound != null) ? bound : "not set") + ")",
					"Write sslmode=require in the URL, or remove 'serviceconnector.postgresql.tls=as-bound'.");
		}
		return new Tls(Map.of(), VERIFY_FULL.equals(bound));
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

	private static Tls verifyFull(JdbcUrl url) {
		Map<String, @Nullable String> parameters = new HashMap<>();
		parameters.put("ssl", null);
		parameters.put(SSL_MODE, VERIFY_FULL);
		parameters.put("sslhostnameverifier", null);
		parameters.put("sslfactoryarg", null);
		parameters.put(SSL_FACTORY, (url.parameter(SSL_ROOT_CERTIFICATE) != null) ? null : JVM_TRUST_STORE);
		return new Tls(parameters, true);
	}

}
