package io.github.serviceconnector.postgresql.jdbc;

import java.util.function.Supplier;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.ssl.SslBundles;

/**
 * What was told to the starter about TLS.
 *
 * @param mode how a server is verified
 * @param bundle what to trust in place of the JVM's trust store, if anything
 */
public record TlsWish(ServiceConnectorPostgresqlProperties.Tls mode, @Nullable TlsBundle bundle) {

	static TlsWish of(ServiceConnectorPostgresqlProperties properties, BeanFactory beanFactory) {
		return of(properties, () -> beanFactory.getBean(SslBundles.class));
	}

	/**
	 * Reads the wish.
	 * @param properties what was told to the starter
	 * @param bundles gives the application's SSL bundles, if one is named
	 * @return the wish
	 * @throws InvalidSettingException if there is no bundle of that name, or the wish
	 * contradicts itself
	 */
	public static TlsWish of(ServiceConnectorPostgresqlProperties properties, Supplier<SslBundles> bundles) {
		String name = properties.tlsBundle();
		if (name.isEmpty()) {
			return new TlsWish(properties.tls(), null);
		}
		if (properties.tls() == ServiceConnectorPostgresqlProperties.Tls.AS_BOUND) {
			throw new InvalidSettingException(
					"'" + TlsBundle.PROPERTY + "' names what to trust, and 'serviceconnector.postgresql.tls=as-bound' "
							+ "leaves that to the binding.",
					"Remove one of the two.");
		}
		return new TlsWish(properties.tls(), TlsBundle.of(name, bundles.get()));
	}

}
