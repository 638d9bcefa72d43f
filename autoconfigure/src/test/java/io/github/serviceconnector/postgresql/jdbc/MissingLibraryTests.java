package io.github.serviceconnector.postgresql.jdbc;

import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.EagerApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.Driver;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link MissingLibraryAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class MissingLibraryTests {

	private static final Map<String, String> BOUND = Map.of("spring.datasource.url",
			"jdbc:postgresql://db.postgres.database.azure.com:5432/app?sslmode=require", "spring.datasource.username",
			"aad_app");

	@Test
	void startWhenDriverIsMissingSaysWhatToAdd(CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> BoundApplication.run(new FilteredClassLoader(Driver.class), EagerApplication.class, BOUND));
		assertThat(output).contains("""
				Description:

				'spring.datasource.url' from System Environment Property "spring.datasource.url" is a PostgreSQL \
				connection, and its JDBC driver is not on the class path.

				Action:

				Add the dependency org.postgresql:postgresql, which the starter brings: it may be excluded.
				""");
	}

	@Test
	void startWhenPoolIsMissingSaysWhatToAdd(CapturedOutput output) {
		assertThatException().isThrownBy(() -> BoundApplication.run(new FilteredClassLoader(HikariDataSource.class),
				EagerApplication.class, BOUND));
		assertThat(output).contains("""
				Description:

				'spring.datasource.url' from System Environment Property "spring.datasource.url" is a PostgreSQL \
				connection, and there is no connection pool on the class path.

				Action:

				Add the dependency com.zaxxer:HikariCP, which the starter brings: it may be excluded.
				""");
	}

	@Test
	void startWhenNothingAsksForATokenDoesNotMissThePool() {
		BoundApplication.run(new FilteredClassLoader(HikariDataSource.class), LoginApplication.class, Map.of()).close();
	}

}
