package io.github.serviceconnector.postgresql.environment;

import java.time.Duration;
import java.util.Map;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties.Tls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StarterProperties}.
 */
class StarterPropertiesTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	@Test
	void bindWhenNothingIsSetIsWhatBootMakesOfTheDefaults() {
		assertThat(StarterProperties.bind(this.environment)).isEqualTo(Binder.get(this.environment)
			.bindOrCreate("serviceconnector.postgresql", ServiceConnectorPostgresqlProperties.class));
	}

	@Test
	void bindWhenPropertyIsSetUsesIt() {
		assertThat(bind(new MapPropertySource("test", Map.of("serviceconnector.postgresql.tls", "as-bound"))).tls())
			.isEqualTo(Tls.AS_BOUND);
	}

	@Test
	void bindWhenEnvironmentVariableIsSetUsesIt() {
		assertThat(bind(new SystemEnvironmentPropertySource("test-systemEnvironment",
				Map.of("SERVICECONNECTOR_POSTGRESQL_TOKEN_TIMEOUT", "5s")))
			.token()
			.timeout()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void bindWhenNamesCannotBeListedAsksForEach() {
		assertThat(bind(new PropertySource<>("test") {

			@Override
			public @Nullable Object getProperty(String name) {
				return "serviceconnector.postgresql.prefix".equals(name) ? "MY_DATABASE" : null;
			}

		}).prefix()).isEqualTo("MY_DATABASE");
	}

	@Test
	void bindWhenValueIsNoneOfThoseNamesTheProperty() {
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(
					() -> bind(new MapPropertySource("test", Map.of("serviceconnector.postgresql.tls", "sometimes"))))
			.withMessageContaining("'serviceconnector.postgresql.tls'");
	}

	private ServiceConnectorPostgresqlProperties bind(PropertySource<?> source) {
		this.environment.getPropertySources().addFirst(source);
		return StarterProperties.bind(this.environment);
	}

}
