package io.github.serviceconnector.postgresql.identity;

import java.net.HttpURLConnection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.BasicJsonParser;
import org.springframework.boot.json.JsonParseException;

/**
 * What an endpoint answers to a {@link TokenRequest}, in the spellings of App Service,
 * the Instance Metadata Service and Microsoft Entra. {@link #toString()} does not show
 * the token.
 */
final class TokenAnswer {

	private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[bfnrt]|u([0-9A-Fa-f]{4}))");

	private final int status;

	private final Map<String, Object> fields;

	private final @Nullable Duration retryAfter;

	private final Instant sentAt;

	private TokenAnswer(int status, Map<String, Object> fields, @Nullable Duration retryAfter, Instant sentAt) {
		this.status = status;
		this.fields = fields;
		this.retryAfter = retryAfter;
		this.sentAt = sentAt;
	}

	/**
	 * Reads an answer.
	 * @param status the status of HTTP
	 * @param body the body; what is no JSON counts as empty
	 * @param retryAfter how long the endpoint wants to be left alone, if it said so
	 * @param sentAt when the request was sent
	 * @return the answer
	 */
	static TokenAnswer of(int status, String body, @Nullable Duration retryAfter, Instant sentAt) {
		return new TokenAnswer(status, parse(body), retryAfter, sentAt);
	}

	private static Map<String, Object> parse(String body) {
		try {
			return new BasicJsonParser().parseMap(withoutEscapes(body));
		}
		catch (JsonParseException ex) {
			// The exception's text may quote the token
			return Map.of();
		}
	}

	// Boot's parser only drops the backslash. A quotation mark must not end the text.
	private static String withoutEscapes(String body) {
		return ESCAPE.matcher(body).replaceAll((escape) -> {
			char character = (escape.group(1) != null) ? (char) Integer.parseInt(escape.group(1), 16) : ' ';
			boolean structure = character == '"' || character == '\\' || Character.isISOControl(character);
			return Matcher.quoteReplacement(structure ? " " : String.valueOf(character));
		});
	}

	int status() {
		return this.status;
	}

	boolean isOk() {
		return this.status == HttpURLConnection.HTTP_OK;
	}

	@Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	/**
	 * Returns the token. The end of its life is {@code expires_on}, seconds since 1970,
	 * or else {@code expires_in}, seconds from when the request was sent.
	 * @return the token, {@code null} if there is none or the end of its life is unknown
	 */
	@Nullable AccessToken token() {
		Object expiresOn = this.fields.get("expires_on");
		Object expiresIn = this.fields.get("expires_in");
		try {
			if (this.fields.get("access_token") instanceof String token && !token.isEmpty()
					&& (expiresOn != null || expiresIn != null)) {
				return new AccessToken(token, (expiresOn != null) ? Instant.ofEpochSecond(seconds(expiresOn))
						: this.sentAt.plusSeconds(seconds(expiresIn)));
			}
		}
		catch (NumberFormatException | DateTimeException | ArithmeticException ex) {
			// No end that a clock can reach
		}
		return null;
	}

	private static long seconds(@Nullable Object value) {
		return Long.parseLong(String.valueOf(value));
	}

	/**
	 * Returns what the endpoint says went wrong.
	 * @return its words in one line, empty if it gave none
	 */
	String message() {
		Object error = this.fields.get("error");
		Object message = (error instanceof Map<?, ?> map) ? map.get("message") : this.fields.get("message");
		for (Object words : new Object[] { message, this.fields.get("error_description"), error }) {
			if (words instanceof String text && !text.isBlank()) {
				return text.replaceAll("\\s+", " ").strip();
			}
		}
		return "";
	}

	/**
	 * Returns the numbers that Microsoft Entra has for what went wrong.
	 * @return the numbers as text, none if it gave none
	 */
	List<String> errorCodes() {
		return (this.fields.get("error_codes") instanceof Collection<?> codes)
				? codes.stream().map(String::valueOf).toList() : List.of();
	}

	@Override
	public String toString() {
		return "TokenAnswer[status=" + this.status + "]";
	}

}
