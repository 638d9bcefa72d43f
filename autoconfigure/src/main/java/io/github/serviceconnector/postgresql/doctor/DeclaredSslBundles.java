package io.github.serviceconnector.postgresql.doctor;

import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The SSL bundle that the login uses, read from the settings: the doctor comes before the
 * bean that Boot makes of them.
 */
final class DeclaredSslBundles {

	private DeclaredSslBundles() {
	}

	static SslBundles of(ConfigurableApplicationContext context, String name) {
		SslProperties.Bundles declared = Binder.get(context.getEnvironment())
			.bindOrCreate("spring.ssl", SslProperties.class)
			.getBundle();
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
		PemSslBundleProperties pem = declared.getPem().get(name);
		JksSslBundleProperties jks = declared.getJks().get(name);
		if (pem != null) {
			bundles.registerBundle(name, PropertiesSslBundle.get(pem, context));
		}
		else if (jks != null) {
			bundles.registerBundle(name, PropertiesSslBundle.get(jks, context));
		}
		return bundles;
	}

}
