package io.github.serviceconnector.postgresql.identity;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy that the way to Microsoft Entra leads through.
 *
 * @param host the proxy's host
 * @param port the proxy's port
 * @param credentials what the proxy asks for, {@code null} where it lets everybody in
 * @param directHosts hosts that are reached without it, with {@code *} at the start or
 * the end for any text
 */
public record OutboundProxy(String host, int port, @Nullable Credentials credentials, List<String> directHosts) {

	public OutboundProxy {
		directHosts = List.copyOf(directHosts);
	}

	/**
	 * What a proxy asks for.
	 *
	 * @param username the user
	 * @param password the password, left out of {@link #toString()}
	 */
	public record Credentials(String username, String password) {

		@Override
		public String toString() {
			return "Credentials[username=" + this.username + "]";
		}

	}

}
