package io.github.serviceconnector.postgresql.binding;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One server of a connection string.
 *
 * @param host a DNS name or an IPv4 or IPv6 address, the latter without brackets
 * @param port the TCP port, from 1 to 65535
 */
public record HostAndPort(String host, int port) {

	/** PostgreSQL's registered port. */
	public static final int DEFAULT_PORT = 5432;

	// No character that has a meaning in a URL may pass
	private static final Pattern HOST = Pattern
		.compile("[\\p{L}\\p{N}._-]+|[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*(%[\\p{Alnum}._-]+)?");

	/**
	 * Creates a server.
	 * @throws IllegalArgumentException if the host has a character that no host has, or
	 * the port is out of range; the message says which
	 */
	public HostAndPort {
		if (!HOST.matcher(host).matches()) {
			throw new IllegalArgumentException("names a host with a character that no host name has");
		}
		if (port < 1 || port > 65535) {
			throw new IllegalArgumentException("names a port outside 1 to 65535");
		}
	}

	/**
	 * Reads {@code host}, {@code host:port}, {@code [v6]} or {@code [v6]:port}.
	 * @param text the text
	 * @return the server, with port 5432 where none is given
	 * @throws IllegalArgumentException if it is none of these; the message says why and
	 * reads on after a setting's name
	 */
	static HostAndPort parse(String text) {
		return parse(text, DEFAULT_PORT);
	}

	/**
	 * Reads {@code host}, {@code host:port}, {@code [v6]} or {@code [v6]:port}.
	 * @param text the text
	 * @param defaultPort the port where none is given
	 * @return the server
	 * @throws IllegalArgumentException as above
	 */
	static HostAndPort parse(String text, int defaultPort) {
		int portSeparator = text.lastIndexOf(':');
		if (text.startsWith("[")) {
			int end = text.indexOf(']');
			if (end < 0) {
				throw new IllegalArgumentException("opens an IPv6 address with '[' and does not close it");
			}
			portSeparator = (end + 1 < text.length() && text.charAt(end + 1) == ':') ? end + 1 : -1;
			String host = text.substring(1, end);
			String rest = text.substring(end + 1);
			if (!rest.isEmpty() && portSeparator < 0) {
				throw new IllegalArgumentException("has text between an IPv6 address and its port");
			}
			return new HostAndPort(host, port(text, portSeparator, defaultPort));
		}
		String host = (portSeparator < 0) ? text : text.substring(0, portSeparator);
		if (host.isEmpty()) {
			throw new IllegalArgumentException("names no host");
		}
		return new HostAndPort(host, port(text, portSeparator, defaultPort));
	}

	private static int port(String text, int separator, int defaultPort) {
		return (separator < 0) ? defaultPort : number(text.substring(separator + 1));
	}

	/**
	 * Reads a port that stands alone.
	 * @param text the text
	 * @return the port, or {@link #DEFAULT_PORT} where the text is empty
	 * @throws IllegalArgumentException if it is none; the message says why and reads on
	 * after a setting's name
	 */
	static int port(String text) {
		int port = text.isEmpty() ? DEFAULT_PORT : number(text);
		return new HostAndPort("localhost", port).port();
	}

	private static int number(String text) {
		try {
			return Integer.parseInt(text);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("has a port that is not a number", ex);
		}
	}

	/**
	 * Returns whether this names the machine itself, by its spelling alone.
	 * @return {@code true} for {@code localhost}, {@code 127.*} and {@code ::1}
	 */
	public boolean isLoopback() {
		String name = this.host.toLowerCase(Locale.ROOT);
		return name.equals("localhost") || name.equals("::1") || name.matches("127(\\.\\d{1,3}){3}");
	}

	/**
	 * Returns the server as a URL names it.
	 */
	@Override
	public String toString() {
		return ((this.host.indexOf(':') >= 0) ? "[" + this.host + "]" : this.host) + ":" + this.port;
	}

}
