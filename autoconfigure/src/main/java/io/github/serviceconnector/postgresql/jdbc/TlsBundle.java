package io.github.serviceconnector.postgresql.jdbc;

import javax.net.ssl.SSLContext;

import io.github.serviceconnector.postgresql.binding.InvalidSettingException;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;

/**
 * An SSL bundle of the application's. When the bundle is reloaded, connections made from
 * then on use what it has then.
 */
public final class TlsBundle {

	static final String PROPERTY = "serviceconnector.postgresql.tls.bundle";

	private volatile Loaded loaded;

	private TlsBundle(SslBundle bundle) {
		this.loaded = Loaded.of(bundle);
	}

	/**
	 * Finds a bundle.
	 * @param name the bundle's name
	 * @param bundles the application's bundles
	 * @return the bundle
	 * @throws InvalidSettingException if there is none of that name
	 */
	static TlsBundle of(String name, SslBundles bundles) {
		try {
			TlsBundle bundle = new TlsBundle(bundles.getBundle(name));
			bundles.addBundleUpdateHandler(name, (reloaded) -> bundle.loaded = Loaded.of(reloaded));
			return bundle;
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidSettingException(
					"'" + PROPERTY + "' names the SSL bundle '" + name + "', and there is none of that name.",
					"Define it, for example 'spring.ssl.bundle.pem." + name
							+ ".truststore.certificate=file:/path/to/ca.pem', or correct the name; there are: "
							+ bundles.getBundleNames() + ".");
		}
	}

	SSLContext context() {
		return this.loaded.context();
	}

	SslOptions options() {
		return this.loaded.options();
	}

	/**
	 * Returns what a client that makes its own context trusts, and shows of itself.
	 * @return the managers of the bundle as it is now
	 */
	public SslManagerBundle managers() {
		return this.loaded.managers();
	}

	private record Loaded(SSLContext context, SslOptions options, SslManagerBundle managers) {

		static Loaded of(SslBundle bundle) {
			return new Loaded(bundle.createSslContext(), bundle.getOptions(), bundle.getManagers());
		}

	}

}
