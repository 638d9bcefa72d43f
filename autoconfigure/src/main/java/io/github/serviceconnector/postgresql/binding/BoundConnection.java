package io.github.serviceconnector.postgresql.binding;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One connection that Service Connector, or a neighbour of its form, left behind.
 *
 * @param name the connection's name in lower case, empty for the one that has none
 * @param main the setting that makes it a connection: a connection string or a host
 * @param connection what it says, in the driver's terms
 * @param user the setting with the PostgreSQL role, {@code null} where none is bound
 * @param password the setting with a password that the binding brings
 * @param clientId the identity's client id
 * @param clientSecret a service principal's secret
 * @param tenantId a service principal's directory
 */
public record BoundConnection(String name, Setting main, ConnectionString connection, @Nullable Setting user,
		@Nullable Setting password, @Nullable Setting clientId, @Nullable Setting clientSecret,
		@Nullable Setting tenantId) {

	public BoundConnection {
		name = name.toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns what is left of the value that holds the password when that is taken out.
	 * @param holder the setting with the password
	 * @return the rest, empty if the whole value was the password
	 */
	public String withoutPassword(Setting holder) {
		return holder.name().equals(this.main.name()) ? this.connection.withoutPassword() : "";
	}

}
