package io.github.serviceconnector.postgresql.jdbc;

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
record TlsWish(ServiceConnectorPostgresqlProperties.Tls mode, @Nullable TlsBundle bundle) {

	static TlsWish of(ServiceConnectorPostgresqlProperties properties, BeanFactory beanFactory) {
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
		return new TlsWish(properties.tls(), TlsBundle.of(name, beanFactory.getBean(SslBundles.class)));
	}

}
