package io.github.serviceconnector.postgresql.r2dbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.github.serviceconnector.postgresql.binding.HostAndPort;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.JdbcUrl;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.jdbc.TlsBundle;
import io.github.serviceconnector.postgresql.jdbc.TokenLogin;
import io.netty.handler.ssl.SslContextBuilder;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;

/**
 * The options that Boot makes its connection factory from. Their password is asked for at
 * each login.
 */
final class PasswordlessR2dbcConnectionDetails implements R2dbcConnectionDetails {

	/** Leads {@link TokenLoginDecorator} to the login; the driver passes it over. */
	static final Option<TokenLogin> LOGIN = Option.sensitiveValueOf("serviceconnectorLogin");

	private static final Option<Object> SSL_CONTEXT = Option.valueOf("sslContextBuilderCustomizer");

	private static final Log logger = LogFactory.getLog(PasswordlessR2dbcConnectionDetails.class);

	private final ConnectionFactoryOptions options;

	private PasswordlessR2dbcConnectionDetails(ConnectionFactoryOptions options) {
		this.options = options;
	}

	/**
	 * Makes the details.
	 * @param login the login
	 * @param properties options of the driver that the application sets itself
	 * @return the details
	 * @throws InvalidSettingException if the driver could not make this login, or the
	 * properties lead it elsewhere
	 */
	static PasswordlessR2dbcConnectionDetails of(TokenLogin login, Map<String, String> properties) {
		ConnectionFactoryOptions.Builder options = options(login.login(),
				login.login().url().with(login.tls().parameters()), properties);
		options.option(ConnectionFactoryOptions.USER, login.role());
		options.option(Option.valueOf("password"), LoginAttempt.password(login.lease().cache()));
		// Of the logins that hash the password, the one that could be allowed is bound to
		// the verified connection
		options.option(Option.valueOf("channelBinding"), "require");
		options.option(LOGIN, login);
		if (login.tls().bundle() != null) {
			options.option(SSL_CONTEXT, context(login.tls().bundle()));
		}
		return new PasswordlessR2dbcConnectionDetails(options.build());
	}

	/**
	 * Returns the options for a login that is not ours.
	 * @param login who enters which database
	 * @param url the URL, with what was decided on TLS
	 * @param properties options of the driver that the application sets itself
	 * @return the options without user and password
	 */
	static ConnectionFactoryOptions.Builder options(Decision.Login login, JdbcUrl url, Map<String, String> properties) {
		ConnectionFactoryOptions.Builder options = ConnectionFactoryOptions.builder();
		DriverOptions driver = DriverOptions.of(url, login.origin());
		warnOf(driver.ignored(), login);
		driver.values().forEach((name, value) -> options.option(Option.valueOf(name), value));
		properties.forEach((name, value) -> {
			String key = name.toLowerCase(Locale.ROOT);
			if (key.startsWith("ssl") || key.equals("socket")) {
				throw new InvalidSettingException(
						"'spring.r2dbc.properties." + name + "' would lead the login around the verified server.",
						"Remove it; how the server is verified is told by 'serviceconnector.postgresql.tls'.");
			}
			options.option(Option.valueOf(name), value);
		});
		address(options, url, login, driver.values().get(DriverOptions.TARGET_SERVER_TYPE) != null);
		options.option(ConnectionFactoryOptions.DATABASE, url.database());
		tls(options, url, login);
		return options;
	}

	private static UnaryOperator<SslContextBuilder> context(TlsBundle bundle) {
		return (builder) -> builder.trustManager(bundle.managers().getTrustManagerFactory())
			.keyManager(bundle.managers().getKeyManagerFactory());
	}

	private static void warnOf(List<String> ignored, Decision.Login login) {
		if (!ignored.isEmpty()) {
			logger.warn(login.ignoredProblem("R2DBC driver", ignored));
		}
	}

	private static void address(ConnectionFactoryOptions.Builder options, JdbcUrl url, Decision.Login login,
			boolean choosesServer) {
		List<HostAndPort> servers = url.servers();
		options.option(ConnectionFactoryOptions.DRIVER, "postgresql");
		if (servers.size() == 1 && !choosesServer) {
			options.option(ConnectionFactoryOptions.HOST, servers.get(0).host());
			options.option(ConnectionFactoryOptions.PORT, servers.get(0).port());
			return;
		}
		if (servers.stream().anyMatch((server) -> server.host().indexOf(':') >= 0)) {
			throw new InvalidSettingException(login.origin(),
					"names several servers, one of them by an IPv6 address, which the R2DBC driver cannot read",
					"Write the server's name.");
		}
		options.option(ConnectionFactoryOptions.PROTOCOL, "failover");
		options.option(ConnectionFactoryOptions.HOST,
				servers.stream().map(HostAndPort::toString).collect(Collectors.joining(",")));
	}

	private static void tls(ConnectionFactoryOptions.Builder options, JdbcUrl url, Decision.Login login) {
		String mode = url.parameter("sslmode");
		if (mode == null) {
			// pgjdbc's defaults, which are not this driver's
			String ssl = url.parameters().get("ssl");
			mode = (ssl != null && !ssl.equalsIgnoreCase("false")) ? "verify-full" : "prefer";
		}
		options.option(Option.valueOf("sslMode"), mode);
		options.option(Option.valueOf("sslHostnameVerifier"), ServerNames.of(url.servers()));
		String certificate = url.parameter("sslrootcert");
		if (certificate != null) {
			if (!Files.isReadable(Path.of(certificate))) {
				throw new InvalidSettingException(login.origin(), "names an sslrootcert that cannot be read",
						"Name a PEM file with the authority's certificate, or leave it out: the JVM's trust store "
								+ "counts then.");
			}
			options.option(Option.valueOf("sslRootCert"), certificate);
		}
	}

	@Override
	public ConnectionFactoryOptions getConnectionFactoryOptions() {
		return this.options;
	}

}
