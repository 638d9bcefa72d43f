package io.github.serviceconnector.postgresql.jdbc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.local.RecordedTokenRequest;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the same application with the documented endpoint and with azure-identity: the
 * same environment must lead to the same request and the same outcome.
 */
class TokenSourceParityTests {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.create();

	@BeforeEach
	void identities() {
		azure.get().systemAssignedIdentity("aad_app");
		azure.get().userAssignedIdentity("4711", "aad_app");
	}

	static Stream<Arguments> environments() {
		return Stream.of(Arguments.argumentSet("nothing else", Map.of()),
				Arguments.argumentSet("client id variable", Map.of("AZURE_CLIENT_ID", "4711")),
				Arguments.argumentSet("empty client id variable", Map.of("AZURE_CLIENT_ID", "")),
				Arguments.argumentSet("client id of nobody", Map.of("AZURE_CLIENT_ID", "nobody")),
				Arguments.argumentSet("client id property",
						Map.of("spring.datasource.azure.credential.client-id", "4711")),
				Arguments.argumentSet("production chain", Map.of("AZURE_TOKEN_CREDENTIALS", "prod")),
				Arguments.argumentSet("managed identity alone",
						Map.of("AZURE_TOKEN_CREDENTIALS", "managedidentitycredential")),
				Arguments.argumentSet("wrong header", Map.of("IDENTITY_HEADER", "wrong")),
				Arguments.argumentSet("incomplete workload identity", Map.of("AZURE_FEDERATED_TOKEN_FILE", "/none")));
	}

	@ParameterizedTest
	@MethodSource("environments")
	void bothSourcesAskTheSameAndEndTheSame(Map<String, String> environment) throws Exception {
		Map<String, String> variables = new HashMap<>(azure.get().springBootSettings());
		variables.putAll(azure.get().identityEnvironment());
		variables.putAll(environment);
		Outcome endpoint = run(variables, "auto");
		Outcome azureIdentity = run(variables, "azure-identity");
		assertThat(endpoint.loggedIn()).isEqualTo(azureIdentity.loggedIn());
		assertThat(endpoint.queries()).isNotEmpty().isEqualTo(azureIdentity.queries());
	}

	private static Outcome run(Map<String, String> variables, String source) throws Exception {
		int before = azure.get().identityEndpoint().requests().size();
		ApplicationProcess.Result result = ApplicationProcess.run(variables, List.of("-XX:TieredStopAtLevel=1"),
				"--serviceconnector.postgresql.token.source=" + source,
				"--spring.datasource.hikari.connection-timeout=5000");
		List<RecordedTokenRequest> requests = azure.get().identityEndpoint().requests();
		return new Outcome(result.output().contains("Logged in as aad_app"),
				requests.stream().skip(before).map(RecordedTokenRequest::query).distinct().toList());
	}

	/**
	 * What came of a run.
	 *
	 * @param loggedIn whether the application logged in
	 * @param queries the parameters of its token requests, without repetitions
	 */
	private record Outcome(boolean loggedIn, List<Map<String, String>> queries) {
	}

}
