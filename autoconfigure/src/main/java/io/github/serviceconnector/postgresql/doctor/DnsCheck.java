package io.github.serviceconnector.postgresql.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.github.serviceconnector.postgresql.binding.HostAndPort;

/**
 * Looks the servers' names up.
 */
final class DnsCheck implements Check {

	@Override
	public String name() {
		return "DNS";
	}

	@Override
	public Result examine(Examination examination) throws Exception {
		List<String> known = new ArrayList<>();
		for (HostAndPort server : examination.login().url().servers()) {
			try {
				known.add(server.host() + " is "
						+ Arrays.stream(InetAddress.getAllByName(server.host()))
							.map(InetAddress::getHostAddress)
							.collect(Collectors.joining(", ")));
			}
			catch (UnknownHostException ex) {
				throw examination.failureOf(server, ex, "");
			}
		}
		return Result.passed(String.join("; ", known), examination);
	}

}
