package io.github.serviceconnector.postgresql.jdbc;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.JdbcUrl;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.binding.Settings;
import io.github.serviceconnector.postgresql.binding.TranslatedSettings;
import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.decision.UrlByHand;
import io.github.serviceconnector.postgresql.environment.EnvironmentSettings;
import io.github.serviceconnector.postgresql.environment.StarterProperties;
import io.github.serviceconnector.postgresql.identity.Identity;
import io.github.serviceconnector.postgresql.identity.TokenException;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

/**
 * Lets a {@code DataSource} or a connection that an application makes by hand log in with
 * a token. A bean where the starter is; {@link #ofProcess()} elsewhere. What it gives is
 * the same as for the application's own {@code DataSource}: the token of the same cache,
 * TLS raised to {@code verify-full} off loopback, and no secret in the URL. Safe for use
 * by several threads.
 */
public final class PasswordlessJdbc implements AutoCloseable {

	private final ConfigurableListableBeanFactory beanFactory;

	private final ConfigurableEnvironment environment;

	private final Supplier<ServiceConnectorPostgresqlProperties> properties;

	private final Map<Credential, TokenLease> leases = new ConcurrentHashMap<>();

	private final Map<Target, TokenLogin> logins = new ConcurrentHashMap<>();

	PasswordlessJdbc(ConfigurableListableBeanFactory beanFactory, ConfigurableEnvironment environment,
			Supplier<ServiceConnectorPostgresqlProperties> properties) {
		this.beanFactory = beanFactory;
		this.environment = environment;
		this.properties = properties;
	}

	/**
	 * Returns the one of this JVM, for code outside a Spring context. The identity is the
	 * one that the environment variables and system properties name.
	 * @return the one, never closed
	 */
	public static PasswordlessJdbc ofProcess() {
		return OfProcess.INSTANCE;
	}

	/**
	 * Makes a URL log in with a token. Where it names no user, a token is fetched now,
	 * and the user is the role that the token names.
	 * @param jdbcUrl a URL such as
	 * {@code jdbc:postgresql://<server>.postgres.database.azure.com:5432/<database>?user=<role>};
	 * a password in it is dropped
	 * @return the URL for {@code DriverManager} or a pool of this JVM, good until this is
	 * closed; a password given beside it is not used
	 * @throws InvalidSettingException if it is not a URL of PostgreSQL that names host
	 * and database, would send a token unencrypted, or the settings of the credential
	 * contradict each other
	 * @throws TokenException if a token is needed for the role and there is none
	 */
	public String url(String jdbcUrl) {
		TokenLogin login = login(byHand(jdbcUrl), null);
		return JdbcUrl.parse(byHand(login.jdbcUrl())).with(Map.of("user", login.role())).toUrl();
	}

	/**
	 * Begins a {@code DataSource} as
	 * {@link DataSourceProperties#initializeDataSourceBuilder()} does, with a token in
	 * place of the password. A token that the server refuses is replaced, and the login
	 * tried once more.
	 * @param properties of which URL, user and type count, and password and driver do not
	 * @return a builder, of any pool
	 * @throws InvalidSettingException as {@link #url(String)} throws
	 * @throws TokenException as {@link #url(String)} throws
	 */
	public DataSourceBuilder<?> builder(DataSourceProperties properties) {
		Setting url = byHand(properties.determineUrl());
		String user = properties.getUsername();
		TokenLogin login = login(url, (user != null) ? url.withValue(user) : null);
		PasswordlessJdbcConnectionDetails details = new PasswordlessJdbcConnectionDetails(login);
		return properties.initializeDataSourceBuilder()
			.driverClassName(details.getDriverClassName())
			.url(details.getJdbcUrl())
			.username(details.getUsername())
			.password(details.getPassword());
	}

	private static Setting byHand(String jdbcUrl) {
		return new Setting("jdbcUrl", jdbcUrl, "the application's code", 0);
	}

	/**
	 * Logs a tool in that has a URL of its own.
	 * @param prefix where its settings stand; without a user there or in the URL, it is
	 * the application's
	 * @return details for the tool
	 */
	PasswordlessJdbcConnectionDetails details(String prefix) {
		Settings settings = new EnvironmentSettings(this.environment);
		Setting url = Objects.requireNonNull(settings.find(prefix + ".url"));
		Setting user = settings.find(prefix + ".user");
		Target target = new Target(url, (user != null) ? user : userOfApplication());
		return new PasswordlessJdbcConnectionDetails(create(target, settings));
	}

	private @Nullable Setting userOfApplication() {
		return (this.beanFactory.getBean(Decisions.class).primary() instanceof Decision.Passwordless application
				&& application.login().role() != null)
						? new Setting(TranslatedSettings.USERNAME, application.login().role(),
								application.login().origin().origin(), Integer.MAX_VALUE)
						: null;
	}

	// One for each URL and role
	private TokenLogin login(Setting url, @Nullable Setting user) {
		Target target = new Target(url, user);
		TokenLogin known = this.logins.get(target);
		return (known != null) ? known : create(target, new EnvironmentSettings(this.environment));
	}

	// Not by computeIfAbsent, which would hold others up while a token is fetched
	private TokenLogin create(Target target, Settings settings) {
		ServiceConnectorPostgresqlProperties properties = this.properties.get();
		Decision.Passwordless decision = UrlByHand.decide(target.url(), target.user(), settings, properties);
		TokenLease lease = this.leases.computeIfAbsent(new Credential(decision.identity(), decision.scope()),
				(credential) -> TokenLeaseFactory.create(this.beanFactory, decision, properties.token()));
		TokenLogin created = TokenLogin.of(decision.login(), lease, TlsWish.of(properties, this.beanFactory));
		TokenLogin earlier = this.logins.putIfAbsent(target, created);
		if (earlier == null) {
			return created;
		}
		created.close();
		return earlier;
	}

	/**
	 * Gives the tokens back; called by Spring when the context closes.
	 */
	@Override
	public void close() {
		this.logins.values().forEach(TokenLogin::close);
		this.leases.values().forEach(TokenLease::close);
	}

	private record Target(Setting url, @Nullable Setting user) {
	}

	private record Credential(Identity identity, String scope) {
	}

	// Made when somebody asks
	private static final class OfProcess {

		private static final PasswordlessJdbc INSTANCE = create(new StandardEnvironment());

		private static PasswordlessJdbc create(ConfigurableEnvironment environment) {
			DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
			beanFactory.registerSingleton("sslBundleRegistry", new DefaultSslBundleRegistry());
			return new PasswordlessJdbc(beanFactory, environment, () -> StarterProperties.bind(environment));
		}

	}

}
