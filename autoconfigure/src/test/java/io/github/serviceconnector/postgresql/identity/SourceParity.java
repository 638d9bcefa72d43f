package io.github.serviceconnector.postgresql.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.local.LocalAzure;
import io.github.serviceconnector.postgresql.local.RecordedTokenRequest;
import io.github.serviceconnector.postgresql.local.TokenEndpoint;
import io.github.serviceconnector.postgresql.testing.ApplicationProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fetches a token with the documented endpoints and with azure-identity, and compares:
 * the same environment must lead to the same endpoint, the same request, the same claims
 * and the provider's same words in the error.
 */
final class SourceParity {

	/**
	 * Stands for the tenant's id in a variable.
	 */
	static final String TENANT = "<tenant>";

	/**
	 * Stands for the address of Microsoft Entra in a variable.
	 */
	static final String ENTRA = "<entra>";

	// What azure-identity adds of its own says nothing of the identity or the token
	private static final Set<String> COMPARED = Set.of("api-version", "resource", "client_id", "grant_type",
			"client_secret", "client_assertion", "client_assertion_type", "scope");

	private final LocalAzure azure;

	private final Map<String, String> variables = new HashMap<>();

	SourceParity(LocalAzure azure) {
		this.azure = azure;
		// In every process: none may ask a real endpoint
		this.variables.putAll(azure.imdsEnvironment());
		this.variables.putAll(azure.entraEnvironment());
	}

	SourceParity with(Map<String, String> more) {
		more.forEach((name, value) -> this.variables.put(name, value.replace(TENANT, this.azure.entra().tenantId())
			.replace(ENTRA, this.azure.entra().uri().toString())));
		return this;
	}

	/**
	 * Compares.
	 * @param libraryWay how azure-identity is used: left alone with the variables, or
	 * given what the properties say
	 * @see TokenProcess#fetch
	 */
	void assertSameAs(String libraryWay) throws IOException, InterruptedException, GeneralSecurityException {
		Outcome direct = direct();
		Outcome library = run(libraryWay);
		assertThat(direct.requests()).isEqualTo(library.requests());
		assertThat(direct.hasToken()).isEqualTo(library.hasToken());
		if (direct.hasToken()) {
			assertThat(direct.result()).isEqualTo(library.result());
		}
		else {
			assertThat(direct.result()).startsWith("Failure");
			assertThat(library.result()).startsWith("Failure");
			assertThat(direct.providersWords()).isEqualTo(library.providersWords());
			assertThat(direct.providersWords().isEmpty()).isEqualTo(direct.requests().isEmpty());
		}
	}

	/**
	 * Fetches a token with a documented endpoint. Only azure-identity has to be in a
	 * process to be told the variables.
	 * @return what came of it
	 */
	Outcome direct() throws IOException, GeneralSecurityException {
		this.azure.reset();
		JvmTrust trust = new JvmTrust();
		trust.set(this.azure.trustStore());
		try {
			return outcome(TokenProcess.fetch("direct", this.variables));
		}
		finally {
			trust.reset();
		}
	}

	/**
	 * Fetches a token in a process of its own.
	 * @param way the way, as in {@link TokenProcess#fetch}
	 * @param jvmOptions options of its JVM
	 * @return what came of it
	 */
	Outcome run(String way, String... jvmOptions) throws IOException, InterruptedException {
		this.azure.reset();
		return outcome(ApplicationProcess
			.run(TokenProcess.class, this.variables,
					ApplicationProcess.trusting(this.azure, this.azure.hostsFile(), jvmOptions), way)
			.output());
	}

	private Outcome outcome(String output) {
		List<String> requests = new ArrayList<>();
		Stream.of(this.azure.identityEndpoint(), this.azure.imds(), this.azure.entra())
			.forEach((endpoint) -> requests.addAll(compared(endpoint)));
		return new Outcome(requests, output);
	}

	private static List<String> compared(TokenEndpoint endpoint) {
		return endpoint.requests()
			.stream()
			.filter((request) -> request.path().endsWith("/token"))
			.map(SourceParity::compared)
			.distinct()
			.toList();
	}

	private static String compared(RecordedTokenRequest request) {
		Map<String, String> parameters = new HashMap<>(request.query());
		parameters.keySet().retainAll(COMPARED);
		// msal4j asks for a user's scopes with every token
		parameters.computeIfPresent("scope", (name, scope) -> scope.replaceAll("(^| )[a-z_]+(?= |$)", "").strip());
		return request.method() + " " + request.path().replace("//", "/") + " " + new TreeMap<>(parameters);
	}

	/**
	 * What came of a run.
	 *
	 * @param requests its token requests, without repetitions
	 * @param output what it printed
	 */
	record Outcome(List<String> requests, String output) {

		private static final Pattern PROVIDERS_WORDS = Pattern
			.compile("AADSTS\\d+|Identity not found|X-IDENTITY-HEADER is missing");

		String result() {
			return this.output.lines()
				.filter((line) -> line.startsWith("Claims: ") || line.startsWith("Failure"))
				.findFirst()
				.orElse(this.output);
		}

		boolean hasToken() {
			return result().startsWith("Claims: ");
		}

		String providersWords() {
			Matcher matcher = PROVIDERS_WORDS.matcher(this.output);
			return matcher.find() ? matcher.group() : "";
		}

	}

}
