package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Speaks TLS 1.2 only, for the driver's {@code sslfactory}. Trusts the one authority that
 * a test named.
 */
public final class OldTlsSocketFactory extends SSLSocketFactory {

	static volatile SSLSocketFactory delegate = (SSLSocketFactory) SSLSocketFactory.getDefault();

	@Override
	public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
		SSLSocket tls = (SSLSocket) delegate.createSocket(socket, host, port, autoClose);
		tls.setEnabledProtocols(new String[] { "TLSv1.2" });
		return tls;
	}

	@Override
	public String[] getDefaultCipherSuites() {
		return delegate.getDefaultCipherSuites();
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return delegate.getSupportedCipherSuites();
	}

	@Override
	public Socket createSocket(String host, int port) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(InetAddress host, int port) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
		throw new UnsupportedOperationException();
	}

}
