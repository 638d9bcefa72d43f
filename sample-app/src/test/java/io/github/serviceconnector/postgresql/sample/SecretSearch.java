package io.github.serviceconnector.postgresql.sample;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for a secret in a text, in each form that it could stand there in.
 */
final class SecretSearch {

	private final String text;

	SecretSearch(String text) {
		this.text = text;
	}

	/**
	 * Finds a secret.
	 * @param secret the secret
	 * @return the lines that it stands in, each with its form; shortened
	 */
	List<String> find(String secret) {
		Map<String, String> forms = forms(secret);
		return this.text.lines()
			.flatMap((line) -> forms.entrySet()
				.stream()
				.filter((form) -> line.contains(form.getValue()))
				.map((form) -> form.getKey() + ": " + around(line, form.getValue())))
			.limit(10)
			.toList();
	}

	private static String around(String line, String found) {
		int at = line.indexOf(found);
		return line.substring(Math.max(0, at - 150), at) + "<HERE>";
	}

	private static Map<String, String> forms(String secret) {
		Map<String, String> forms = new LinkedHashMap<>();
		forms.put("plain", secret);
		forms.put("URL-encoded", URLEncoder.encode(secret, StandardCharsets.UTF_8));
		for (int offset = 0; offset < 3; offset++) {
			byte[] bytes = ("\0".repeat(offset) + secret).getBytes(StandardCharsets.UTF_8);
			forms.put("Base64 at " + offset, middle(Base64.getEncoder().encodeToString(bytes), offset, bytes.length));
			forms.put("Base64 for URLs at " + offset,
					middle(Base64.getUrlEncoder().encodeToString(bytes), offset, bytes.length));
		}
		return forms;
	}

	// Without the characters that depend on what stands before and behind
	private static String middle(String encoded, int offset, int length) {
		return encoded.substring((offset * 8 + 5) / 6, length * 8 / 6);
	}

}
