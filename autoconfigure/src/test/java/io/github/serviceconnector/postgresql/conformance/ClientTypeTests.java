package io.github.serviceconnector.postgresql.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the README's table of client types against those that are run.
 */
class ClientTypeTests {

	@ParameterizedTest
	@EnumSource
	void readmeNamesTheClientType(ClientType clientType) throws IOException {
		assertThat(Files.readString(Path.of("../README.md")).lines().filter((line) -> line.startsWith("| `")))
			.anyMatch((line) -> line.contains("`" + clientType + "`"));
	}

}
