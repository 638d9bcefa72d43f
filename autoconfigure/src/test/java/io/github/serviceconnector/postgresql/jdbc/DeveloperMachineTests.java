package io.github.serviceconnector.postgresql.jdbc;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.serviceconnector.postgresql.local.AzureCli;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.github.serviceconnector.postgresql.testing.ApplicationHost;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application on a developer's machine, with azure-identity's whole default
 * chain.
 */
class DeveloperMachineTests {

	private static final String USER = "dev@example.com";

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private static AzureCli cli;

	@AutoClose
	private static ApplicationHost host;

	@BeforeAll
	static void signIn() throws IOException {
		cli = azure.get().azureCli(USER, USER);
		host = ApplicationHost.start(Map.of("PATH", cli.directory() + ":/usr/bin:/bin",
				// No metadata service answers there
				"AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://127.0.0.1:1"), List.of());
	}

	@Test
	void loginNamesTheCredentialThatWorkedAndCallsNoneAnError() throws Exception {
		ApplicationProcess.Result result = run();
		assertThat(result.output()).contains("Logged in as " + USER);
		assertThat(result.output().lines().filter((line) -> line.contains("AzureCliCredential"))).singleElement()
			.asString()
			.contains(" INFO ");
		assertThat(result.output()).doesNotContain(" WARN ", " ERROR ");
	}

	@Test
	void loginWhenNobodyIsSignedInTellsWhatEachCredentialLacked() throws Exception {
		cli.signedOut();
		ApplicationProcess.Result result = run();
		assertThat(result.output()).contains("azure-identity could not get a token of the default chain of "
				+ "azure-identity: EnvironmentCredential authentication unavailable. Environment variables are not "
				+ "fully configured; WorkloadIdentityCredential authentication unavailable. ",
				"; ManagedIdentityCredential authentication unavailable. Connection to IMDS endpoint cannot be "
						+ "established, Connection refused; IntelliJ authentication not available. ",
				"; AzureCliCredential authentication unavailable. Please run 'az login' to set up account; ",
				"AzureDeveloperCliCredential authentication unavailable. Azure Developer CLI not installed; ",
				"On a developer's machine, sign in (az login, azd auth login or Connect-AzAccount); "
						+ "AZURE_TOKEN_CREDENTIALS=dev leaves out what is found on Azure alone.");
		assertThat(result.output().lines().filter((line) -> line.contains("azure.identity.")))
			.noneMatch((line) -> line.contains(" WARN ") || line.contains(" ERROR "));
	}

	@Test
	void loginWhenLibrarysLogIsAskedForLeavesIt() throws Exception {
		cli.signedOut();
		ApplicationProcess.Result result = run("--logging.level.com.azure.identity=error");
		assertThat(result.output()).contains("ERROR")
			.containsPattern("ERROR .* com\\.azure\\.identity\\.BrokerCredential");
	}

	@Test
	void loginWhenSignInIsSlowWaitsForTheTimeoutOfTheToken() throws Exception {
		cli.delay(Duration.ofMillis(10_500));
		assertThat(run("--spring.datasource.hikari.connection-timeout=30000").output())
			.contains("Logged in as " + USER);
		assertThat(cli.calls()).isOne();
	}

	private static ApplicationProcess.Result run(String... arguments) throws IOException {
		return host.run(azure.get().springBootSettings(cli.user()), arguments);
	}

}
