package io.github.serviceconnector.postgresql.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

import io.github.serviceconnector.postgresql.binding.HostAndPort;

/**
 * Connects to the servers.
 */
final class TcpCheck implements Check {

	@Override
	public String name() {
		return "TCP";
	}

	@Override
	public Result examine(Examination examination) throws Exception {
		for (HostAndPort server : examination.login().url().servers()) {
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(server.host(), server.port()), examination.connectTimeoutMillis());
			}
			catch (IOException ex) {
				throw examination.failureOf(server, ex, "");
			}
		}
		return Result.passed(examination.login().url().address() + " takes connections", examination);
	}

}
