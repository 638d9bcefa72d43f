package io.github.serviceconnector.postgresql.identity;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.LayeredSettings;

import org.springframework.boot.json.BasicJsonParser;

/**
 * A program that fetches one token with the identity that its environment variables
 * choose, and prints the token's claims or why there is none.
 */
public final class TokenProcess {

	private static final String SCOPE = "https://ossrdbms-aad.database.windows.net/.default";

	private static final Set<String> DIFFERENT_EACH_TIME = Set.of("exp", "iat", "jti", "nbf");

	private TokenProcess() {
	}

	/**
	 * Runs the program.
	 * @param arguments the way, as in {@link #fetch}
	 */
	public static void main(String[] arguments) {
		System.out.println(fetch(arguments[0], System.getenv()));
	}

	/**
	 * Fetches a token.
	 * @param way {@code direct}, {@code azure-identity} for the same choice with that
	 * library, {@code default-chain} or {@code managed-identity} for what the library
	 * does when left alone, which reads the variables of the process
	 * @param variables the environment variables
	 * @return the token's claims, or why there is none
	 */
	static String fetch(String way, Map<String, String> variables) {
		try {
			return "Claims: " + claims(source(way, variables).fetch());
		}
		catch (InvalidSettingException | TokenException ex) {
			return "Failure: " + ex.getMessage();
		}
		catch (IllegalArgumentException ex) {
			return "Failure of azure-identity: " + ex.getMessage();
		}
	}

	private static TokenSource source(String way, Map<String, String> variables) {
		return switch (way) {
			case "direct" -> source(variables, false);
			case "azure-identity" -> source(variables, true);
			case "default-chain" -> Library.defaultChain();
			case "managed-identity" -> Library.managedIdentity();
			default -> throw new IllegalStateException(way);
		};
	}

	private static TokenSource source(Map<String, String> variables, boolean azureIdentityOnly) {
		Map<String, String> settings = new HashMap<>(variables);
		// As the settings of an application do
		settings.values().removeIf(String::isBlank);
		Identity identity = IdentityChoice.choose(new LayeredSettings().below(settings), azureIdentityOnly, null);
		return TokenSources.create(identity, null, SCOPE, Duration.ofSeconds(10), InstantSource.system());
	}

	private static Map<String, Object> claims(AccessToken token) {
		String payload = token.value().split("\\.", -1)[1];
		Map<String, Object> claims = new TreeMap<>(new BasicJsonParser()
			.parseMap(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8)));
		claims.keySet().removeAll(DIFFERENT_EACH_TIME);
		return claims;
	}

	/**
	 * Apart, so that the direct way loads none of it.
	 */
	private static final class Library {

		private Library() {
		}

		static TokenSource defaultChain() {
			return source(new DefaultAzureCredentialBuilder().build());
		}

		static TokenSource managedIdentity() {
			return source(new ManagedIdentityCredentialBuilder().build());
		}

		private static TokenSource source(TokenCredential credential) {
			return new AzureIdentityTokenSource(new Identity.CredentialBean("azure-identity"), credential, null, SCOPE,
					Duration.ofSeconds(10), InstantSource.system());
		}

	}

}
