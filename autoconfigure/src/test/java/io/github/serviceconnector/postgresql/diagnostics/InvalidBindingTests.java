package io.github.serviceconnector.postgresql.diagnostics;

import java.util.HashMap;
import java.util.Map;

import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.LoginApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what a person reads when a binding cannot work.
 */
@ExtendWith(OutputCaptureExtension.class)
class InvalidBindingTests {

	private final Map<String, String> variables = new HashMap<>(
			Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://db.postgres.database.azure.com:5432/app?sslmode=require",
					"SPRING_DATASOURCE_USERNAME", "aad_app", "SPRING_DATASOURCE_AZURE_PASSWORDLESSENABLED", "true"));

	@Test
	void startWhenUrlIsMissingSaysWhatToSet(CapturedOutput output) {
		this.variables.remove("SPRING_DATASOURCE_URL");
		assertStops(output, """
				Description:

				'spring.datasource.azure.passwordless-enabled' from System Environment Property \
				"SPRING_DATASOURCE_AZURE_PASSWORDLESSENABLED" is on, but 'spring.datasource.url' is not set.

				Action:

				Set 'spring.datasource.url' to jdbc:postgresql://<server>.postgres.database.azure.com:5432/<database>, \
				or create the connection anew (az webapp connection create postgres-flexible --client-type springboot).
				""");
	}

	@Test
	void startWhenUrlNamesNoHostSaysHowItReads(CapturedOutput output) {
		this.variables.put("SPRING_DATASOURCE_URL", "jdbc:postgresql:///app?password=geh31m");
		assertStops(output, """
				Description:

				'spring.datasource.url' from System Environment Property "SPRING_DATASOURCE_URL" names no host.

				Action:

				It must read jdbc:postgresql://<host>:<port>/<database>?<parameters>, for example \
				jdbc:postgresql://example.postgres.database.azure.com:5432/app?sslmode=require.
				""");
	}

	@Test
	void startWhenSslModeIsUnknownNamesTheKnownOnes(CapturedOutput output) {
		this.variables.put("SPRING_DATASOURCE_URL", "jdbc:postgresql://db.postgres.database.azure.com/app?sslmode=on");
		assertStops(output, """
				Description:

				'spring.datasource.url' from System Environment Property "SPRING_DATASOURCE_URL" has an sslmode that \
				is unknown.

				Action:

				Write one of disable, allow, prefer, require, verify-ca and verify-full, or leave it out: the \
				certificate is verified in any case.
				""");
	}

	@Test
	void startWhenSwitchIsNoSwitchSaysWhatIsExpected(CapturedOutput output) {
		this.variables.put("SPRING_DATASOURCE_AZURE_PASSWORDLESSENABLED", "maybe");
		assertStops(output, """
				Description:

				'spring.datasource.azure.passwordless-enabled' from System Environment Property \
				"SPRING_DATASOURCE_AZURE_PASSWORDLESSENABLED" is neither 'true' nor 'false'.

				Action:

				Set it to 'true' or 'false', or remove it.
				""");
	}

	private void assertStops(CapturedOutput output, String analysis) {
		assertThatException().isThrownBy(() -> BoundApplication.run(LoginApplication.class, this.variables).close());
		assertThat(output).contains(analysis).doesNotContain("geh31m");
	}

}
