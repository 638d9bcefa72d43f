package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

import io.github.serviceconnector.postgresql.local.TokenAuthority.IssuedToken;

/**
 * An {@code az} that a user has signed in to, as far as it gives access tokens. A call of
 * anything else fails at once and names itself.
 */
public final class AzureCli {

	private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

	private static final String SUBSCRIPTION = TokenAuthority.uuid("subscription");

	// What the real one does not say in UTC, it says without a zone
	private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS")
		.withZone(ZoneId.systemDefault());

	private final LocalIdentity identity;

	private final TokenAuthority tokens;

	private final WorkingFiles files;

	private final Path directory;

	AzureCli(LocalIdentity identity, TokenAuthority tokens, WorkingFiles files, Path directory) {
		this.identity = identity;
		this.tokens = tokens;
		this.files = files;
		this.directory = directory;
		files.writeProgram(directory.resolve("az"), script());
		reset();
	}

	private static String script() {
		try (InputStream script = AzureCli.class.getResourceAsStream("az.sh")) {
			if (script == null) {
				throw new LocalAzureException("The script of the Azure CLI is missing");
			}
			return new String(script.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new LocalAzureException("The script of the Azure CLI cannot be read", ex);
		}
	}

	/**
	 * Returns where {@code az} is, for the {@code PATH} of an app.
	 * @return the directory
	 */
	public Path directory() {
		return this.directory;
	}

	/**
	 * Returns who is signed in.
	 * @return the user
	 */
	public LocalIdentity user() {
		return this.identity;
	}

	/**
	 * Returns how often {@code az} was called.
	 * @return the number of calls
	 */
	public int calls() {
		return commands().size();
	}

	/**
	 * Returns the arguments of each call, oldest first.
	 * @return the arguments, as one text
	 */
	public List<String> commands() {
		return this.files.lines(this.directory.resolve("calls"));
	}

	/**
	 * Holds each answer back, until {@link #reset()}.
	 * @param delay how long
	 */
	public void delay(Duration delay) {
		this.files.write(this.directory.resolve("delay"), "%d.%03d".formatted(delay.toSeconds(), delay.toMillisPart()));
	}

	/**
	 * Signs the user out, until {@link #reset()}.
	 */
	public void signedOut() {
		this.files.write(this.directory.resolve("signed-out"), "");
	}

	/**
	 * Signs the user in, answers at once and forgets the calls.
	 */
	public void reset() {
		List.of("calls", "delay", "signed-out").forEach((name) -> this.files.delete(this.directory.resolve(name)));
		refresh();
	}

	// Gives the script new tokens to print. It has no other way to them: where there is
	// a shell, there need not be a client for HTTP.
	void refresh() {
		for (String audience : Audiences.all()) {
			String name = audience.substring("https://".length()) + ".json";
			this.files.write(this.directory.resolve("tokens").resolve(name), token(audience));
		}
	}

	// Laid out as the real one does, by which some clients find the token in the text.
	private String token(String audience) {
		IssuedToken token = this.tokens.issue(this.identity, audience, TOKEN_LIFETIME);
		Instant expiry = token.expiry();
		return """
				{
				  "accessToken": "%s",
				  "expiresOn": "%s",
				  "expires_on": %d,
				  "subscription": "%s",
				  "tenant": "%s",
				  "tokenType": "Bearer"
				}
				""".formatted(token.value(), LOCAL_TIME.format(expiry), expiry.getEpochSecond(), SUBSCRIPTION,
				TokenAuthority.TENANT);
	}

}
