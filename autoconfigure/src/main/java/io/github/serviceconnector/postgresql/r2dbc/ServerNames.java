package io.github.serviceconnector.postgresql.r2dbc;

import java.util.List;
import java.util.Locale;

import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSession;

import io.github.serviceconnector.postgresql.binding.HostAndPort;
import org.postgresql.ssl.PGjdbcHostnameVerifier;

/**
 * Verifies a certificate against the servers' names in the URL. The driver asks with the
 * name of the address that it is connected to, for which it may have asked DNS in
 * reverse: whoever answers that could choose a name that there is a certificate for.
 *
 * @param servers the names in the URL, in lower case
 */
record ServerNames(List<String> servers) implements HostnameVerifier {

	static ServerNames of(List<HostAndPort> servers) {
		return new ServerNames(servers.stream().map((server) -> server.host().toLowerCase(Locale.ROOT)).toList());
	}

	@Override
	public boolean verify(String connected, SSLSession session) {
		String name = (this.servers.size() == 1) ? this.servers.get(0) : connected.toLowerCase(Locale.ROOT);
		return this.servers.contains(name) && PGjdbcHostnameVerifier.INSTANCE.verify(name, session);
	}

}
