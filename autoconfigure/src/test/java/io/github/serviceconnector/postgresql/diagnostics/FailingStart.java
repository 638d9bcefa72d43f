package io.github.serviceconnector.postgresql.diagnostics;

import java.util.HashMap;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.RecordedLogin;
import io.github.serviceconnector.postgresql.testing.BoundApplication;
import io.github.serviceconnector.postgresql.testing.EagerApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * An application that needs the database while it starts, bound to a local stand-in for
 * Azure, for a test to break something.
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class FailingStart {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	final Map<String, String> variables = new HashMap<>();

	String server = "localhost:" + azure.get().database().port();

	@BeforeEach
	void bind() {
		this.variables.putAll(azure.get().springBootSettings(azure.get().systemAssignedIdentity("aad_app")));
		this.variables.putAll(azure.get().identityEnvironment());
	}

	void goTo(String host, int port) {
		this.variables.computeIfPresent("spring.datasource.url",
				(name, url) -> url.replace(this.server + "/", host + ":" + port + "/"));
		this.server = host + ":" + port;
	}

	void assertStops(CapturedOutput output, String analysis) {
		assertThatException().isThrownBy(this::start);
		assertThat(output)
			.contains((analysis.startsWith("Action:") ? "" : "Description:\n\n") + analysis.replace("%s", this.server))
			.doesNotContain("eyJ", azure.get().identityEnvironment().get("IDENTITY_HEADER"), "jdbc:postgresql:");
	}

	void start() {
		BoundApplication
			.run(EagerApplication.class, this.variables, "--spring.datasource.hikari.connection-timeout=1000")
			.close();
	}

	void assertNoTokenSent() {
		assertThat(azure.get().database().logins()).isNotEmpty().noneMatch(RecordedLogin::passwordReceived);
	}

}
