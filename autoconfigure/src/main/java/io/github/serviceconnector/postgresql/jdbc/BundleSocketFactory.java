package io.github.serviceconnector.postgresql.jdbc;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;

import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.WrappedFactory;

import org.springframework.boot.ssl.SslOptions;

/**
 * Opens TLS with an SSL bundle of the application's. The driver makes one for each login,
 * by class name, and verifies the server's name itself.
 */
public final class BundleSocketFactory extends WrappedFactory {

	private final SslOptions options;

	/**
	 * Creates the factory; called by the driver.
	 * @param properties the connection's properties
	 * @throws IllegalStateException if the application context that the login belongs to
	 * is closed
	 */
	public BundleSocketFactory(Properties properties) {
		TokenLogin login = TokenLogins.find(properties);
		TlsBundle bundle = (login != null) ? login.tls().bundle() : null;
		if (bundle == null) {
			throw new IllegalStateException("The application context that this connection belongs to is closed.");
		}
		this.factory = bundle.context().getSocketFactory();
		this.options = bundle.options();
	}

	@Override
	public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
		SSLSocket socket = (SSLSocket) super.createSocket(plain, host, port, autoClose);
		@Nullable String[] protocols = this.options.getEnabledProtocols();
		if (protocols != null) {
			socket.setEnabledProtocols(protocols);
		}
		@Nullable String[] ciphers = this.options.getCiphers();
		if (ciphers != null) {
			socket.setEnabledCipherSuites(ciphers);
		}
		return socket;
	}

}
