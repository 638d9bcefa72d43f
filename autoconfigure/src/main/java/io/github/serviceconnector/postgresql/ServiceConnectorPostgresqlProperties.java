package io.github.serviceconnector.postgresql;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * What can be told to the starter beside the binding itself.
 *
 * @param enabled whether a binding is looked for at all
 * @param connection name of the bound connection that is the application's own, where
 * several are bound
 * @param prefix beginning of the names of a binding in another form than Spring's
 * @param tls how the database's certificate is checked before a token is sent
 * @param tlsBundle name of the SSL bundle that has the authorities to trust, in place of
 * the JVM's trust store
 * @param token where tokens come from
 */
@ConfigurationProperties("serviceconnector.postgresql")
public record ServiceConnectorPostgresqlProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("") String connection, @DefaultValue("AZURE_POSTGRESQL") String prefix,
		@DefaultValue("verify-full") Tls tls, @Name("tls.bundle") @DefaultValue("") String tlsBundle,
		@DefaultValue Token token) {

	/**
	 * How the database's certificate is checked.
	 */
	public enum Tls {

		/**
		 * The certificate must be trusted and name the host, whatever the binding says.
		 */
		VERIFY_FULL,

		/** What the binding's {@code sslmode} says, off loopback at least require. */
		AS_BOUND

	}

	/**
	 * Where tokens come from.
	 *
	 * @param source which code asks the identity provider
	 * @param timeout how long a login waits for a token
	 * @param refresh what starts the refresh of a token
	 * @param scope scope of the token, where it cannot be told from the host
	 */
	public record Token(@DefaultValue("auto") Source source, @DefaultValue("30s") Duration timeout,
			@DefaultValue("background") Refresh refresh, @DefaultValue("") String scope) {

		/**
		 * What starts the refresh of a token.
		 */
		public enum Refresh {

			/** A timer, long before the token's end. */
			BACKGROUND,

			/** A login, for hosts that freeze a process between requests. */
			AT_LOGIN

		}

		/**
		 * Which code asks the identity provider.
		 */
		public enum Source {

			/**
			 * The documented endpoint where there is one (App Service, virtual machines,
			 * and Microsoft Entra for workload identities and client secrets), else
			 * azure-identity.
			 */
			AUTO,

			/** The azure-identity library, always. */
			AZURE_IDENTITY

		}

	}

}
