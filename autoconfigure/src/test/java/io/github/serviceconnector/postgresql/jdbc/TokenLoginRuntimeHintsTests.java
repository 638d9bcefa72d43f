package io.github.serviceconnector.postgresql.jdbc;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.extensions.jdbc.postgresql.AzurePostgresqlAuthenticationPlugin;
import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenLoginRuntimeHints}, found as Spring's processing finds it.
 */
class TokenLoginRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	@BeforeEach
	void register() {
		SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter(TokenLoginRuntimeHints.class::isInstance)
			.forEach((registrar) -> registrar.registerHints(this.hints, getClass().getClassLoader()));
	}

	@ParameterizedTest
	@ValueSource(classes = { TokenLoginDriver.class, TokenAuthenticationPlugin.class, BundleSocketFactory.class,
			ServerNameVerifier.class, DefaultJavaSSLFactory.class, AzurePostgresqlAuthenticationPlugin.class })
	void hintsWhenDriverMakesAClassByNameLetItBeMade(Class<?> type) {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(type)
			.withMemberCategory(MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS)).accepts(this.hints);
	}

	@Test
	void hintsWhenBootMakesTheXaDataSourceByNameLetItBeMadeAndFilledIn() {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(TokenLoginXaDataSource.class)
			.withMemberCategories(MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS, MemberCategory.INVOKE_PUBLIC_METHODS))
			.accepts(this.hints);
	}

	@Test
	void hintsWhenCredentialsAreLookedForByNameLetThemBeFound() {
		assertThat(RuntimeHintsPredicates.reflection().onType(TokenCredential.class)).accepts(this.hints);
	}

	@Test
	void hintsWhenPropertiesAreBoundBeforeThereIsABeanCoverThem() {
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(ServiceConnectorPostgresqlProperties.class.getDeclaredConstructors()[0]))
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(ServiceConnectorPostgresqlProperties.Token.class.getDeclaredConstructors()[0]))
			.accepts(this.hints);
	}

}
