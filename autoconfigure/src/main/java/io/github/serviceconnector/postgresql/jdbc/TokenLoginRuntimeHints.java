package io.github.serviceconnector.postgresql.jdbc;

import java.util.List;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;

/**
 * What a native image must keep because it is found by name alone.
 */
final class TokenLoginRuntimeHints implements RuntimeHintsRegistrar {

	// Named in the URL of Service Connector's Java sample
	private static final String PLUGIN_OF_EXTENSIONS = "com.azure.identity.extensions.jdbc.postgresql"
			+ ".AzurePostgresqlAuthenticationPlugin";

	// Looked for, to see whether a library is there
	private static final List<String> PROBES = List.of("com.azure.core.credential.TokenCredential",
			"io.r2dbc.pool.ConnectionPool", "io.r2dbc.spi.R2dbcException");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (Class<?> type : List.of(TokenLoginDriver.class, TokenAuthenticationPlugin.class, BundleSocketFactory.class,
				ServerNameVerifier.class)) {
			hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
		}
		// Boot makes it and fills it in by its setters, most of them the driver's
		hints.reflection()
			.registerType(TokenLoginXaDataSource.class, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS,
					MemberCategory.INVOKE_PUBLIC_METHODS);
		for (String name : List.of(Tls.JVM_TRUST_STORE, PLUGIN_OF_EXTENSIONS)) {
			hints.reflection().registerTypeIfPresent(classLoader, name, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
		}
		PROBES.forEach((name) -> hints.reflection().registerTypeIfPresent(classLoader, name));
		// Bound before there is a bean
		BindableRuntimeHintsRegistrar.forTypes(ServiceConnectorPostgresqlProperties.class)
			.registerHints(hints, classLoader);
	}

}
