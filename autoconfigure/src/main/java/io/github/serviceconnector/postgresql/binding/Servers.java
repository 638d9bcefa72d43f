package io.github.serviceconnector.postgresql.binding;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads lists of servers. All methods throw an {@link IllegalArgumentException} whose
 * message says why and reads on after a setting's name.
 */
final class Servers {

	private Servers() {
	}

	/**
	 * Reads a comma-separated list of hosts without ports.
	 * @param list the list
	 * @return the hosts, IPv6 addresses without brackets
	 */
	static List<String> hosts(String list) {
		List<String> hosts = new ArrayList<>();
		for (String entry : entries(list)) {
			boolean brackets = entry.startsWith("[") && entry.endsWith("]");
			String host = brackets ? entry.substring(1, entry.length() - 1) : entry;
			hosts.add(new HostAndPort(host, HostAndPort.DEFAULT_PORT).host());
		}
		return hosts;
	}

	/**
	 * Reads a comma-separated list of ports.
	 * @param list the list; an empty entry stands for PostgreSQL's own port
	 * @return the ports
	 */
	static List<Integer> ports(String list) {
		List<Integer> ports = new ArrayList<>();
		for (String entry : list.split(",", -1)) {
			ports.add(HostAndPort.port(entry.strip()));
		}
		return ports;
	}

	/**
	 * Gives each host its port.
	 * @param hosts the hosts
	 * @param ports one port for each of them, or one for all
	 * @return the servers
	 */
	static List<HostAndPort> join(List<String> hosts, List<Integer> ports) {
		if (ports.size() != 1 && ports.size() != hosts.size()) {
			throw new IllegalArgumentException("lists " + ports.size() + " ports for " + hosts.size()
					+ ((hosts.size() == 1) ? " host" : " hosts"));
		}
		List<HostAndPort> servers = new ArrayList<>();
		for (int i = 0; i < hosts.size(); i++) {
			servers.add(new HostAndPort(hosts.get(i), ports.get((ports.size() == 1) ? 0 : i)));
		}
		return servers;
	}

	/**
	 * Reads a comma-separated list of hosts, each with a port or without.
	 * @param list the list
	 * @param port the port of those without
	 * @return the servers
	 */
	static List<HostAndPort> withPorts(String list, int port) {
		List<HostAndPort> servers = new ArrayList<>();
		for (String entry : entries(list)) {
			boolean bareIpv6 = !entry.startsWith("[") && entry.indexOf(':') != entry.lastIndexOf(':');
			servers.add(bareIpv6 ? new HostAndPort(entry, port) : HostAndPort.parse(entry, port));
		}
		return servers;
	}

	private static List<String> entries(String list) {
		List<String> entries = new ArrayList<>();
		for (String entry : list.split(",", -1)) {
			String name = entry.strip();
			if (name.isEmpty()) {
				throw new IllegalArgumentException("names no host");
			}
			if (name.startsWith("/") || name.startsWith("@")) {
				throw new IllegalArgumentException("names a Unix-domain socket and no server");
			}
			entries.add(name);
		}
		return entries;
	}

}
