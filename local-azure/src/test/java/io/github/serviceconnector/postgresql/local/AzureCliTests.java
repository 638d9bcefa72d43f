package io.github.serviceconnector.postgresql.local;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AzureCli}.
 */
class AzureCliTests {

	private static final String USER = "ada@contoso.example";

	private static final String COMMAND = "az account get-access-token --output json --resource " + Databases.AUDIENCE;

	@RegisterExtension
	private static final LocalAzureExtension AZURE = LocalAzureExtension.create();

	private final LocalAzure azure = AZURE.get();

	private final AzureCli azureCli = this.azure.azureCli(USER, "aad_user");

	@Test
	void tokenIsLaidOutAsTheRealOne() throws Exception {
		Result result = run(COMMAND);
		assertThat(result.output()).startsWith("{\n  \"accessToken\": \"ey");
		Map<String, Object> body = JSONObjectUtils.parse(result.output());
		assertThat(body)
			.containsOnlyKeys("accessToken", "expiresOn", "expires_on", "subscription", "tenant", "tokenType")
			.containsEntry("tenant", this.azure.entra().tenantId())
			.containsEntry("tokenType", "Bearer");
		JWTClaimsSet claims = HttpCalls.claims(HttpCalls.text(body, "accessToken"));
		long end = claims.getExpirationTime().toInstant().getEpochSecond();
		assertThat(body).containsEntry("expires_on", end);
		assertThat(LocalDateTime
			.parse(HttpCalls.text(body, "expiresOn"), DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS"))
			.atZone(ZoneId.systemDefault())
			.toEpochSecond()).isEqualTo(end);
		assertThat(claims.getClaims()).containsEntry("upn", USER)
			.containsEntry("preferred_username", USER)
			.containsEntry("unique_name", USER)
			.containsEntry("idtyp", "user")
			.doesNotContainKey("xms_mirid");
		Databases.connect(this.azure, "aad_user", HttpCalls.text(body, "accessToken")).close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "--scope https://ossrdbms-aad.database.windows.net/.default",
			"--scope https://ossrdbms-aad.database.windows.net//.default -o json", "--resource-type oss-rdbms",
			"--resource https://ossrdbms-aad.database.windows.net/ --tenant contoso" })
	void tokenWhenAskedForInAnotherWayIsTheSame(String arguments) throws Exception {
		Map<String, Object> body = JSONObjectUtils.parse(run("az account get-access-token " + arguments).output());
		assertThat(HttpCalls.claims(HttpCalls.text(body, "accessToken")).getAudience())
			.containsExactly(Databases.AUDIENCE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://nowhere.example", "https://vault.azure.net/../../az", "" })
	void tokenWhenResourceIsUnknownIsRefused(String resource) throws Exception {
		Result result = run("az account get-access-token --resource '%s'".formatted(resource));
		assertThat(result.exitCode()).isOne();
		assertThat(result.output()).startsWith("ERROR: AADSTS500011: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "login", "account show", "account get-access-token --query accessToken",
			"account get-access-token --output tsv", "account get-access-token --resource",
			"account get-access-token --scope https://vault.azure.net" })
	void callWhenAnotherNamesItself(String arguments) throws Exception {
		Result result = run("az " + arguments);
		assertThat(result.exitCode()).isEqualTo(2);
		assertThat(result.output()).isEqualTo("unscripted call: az %s\n".formatted(arguments));
		assertThat(this.azureCli.commands()).containsExactly(arguments);
	}

	@Test
	void signedOutGivesNothingUntilReset() throws Exception {
		this.azureCli.signedOut();
		Result result = run(COMMAND);
		assertThat(result.exitCode()).isOne();
		assertThat(result.output()).isEqualTo("ERROR: Please run 'az login' to setup account.\n");
		assertThat(this.azureCli.calls()).isOne();
		this.azureCli.reset();
		assertThat(this.azureCli.calls()).isZero();
		assertThat(run(COMMAND).exitCode()).isZero();
	}

	@Test
	void delayHoldsAnswerBack() throws Exception {
		this.azureCli.delay(Duration.ofMillis(300));
		long start = System.nanoTime();
		assertThat(run(COMMAND).exitCode()).isZero();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
	}

	@Test
	void tokenWhenRevokedIsReplaced() throws Exception {
		String before = run(COMMAND).output();
		this.azure.revokeTokens();
		Map<String, Object> body = JSONObjectUtils.parse(run(COMMAND).output());
		assertThat(before).doesNotContain(HttpCalls.text(body, "accessToken"));
		Databases.connect(this.azure, "aad_user", HttpCalls.text(body, "accessToken")).close();
	}

	private Result run(String command) throws Exception {
		ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true);
		builder.environment().put("PATH", this.azureCli.directory().toString());
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return new Result(process.waitFor(), output);
	}

	/**
	 * How a call ended.
	 *
	 * @param exitCode its exit code
	 * @param output all that it printed
	 */
	private record Result(int exitCode, String output) {
	}

}
