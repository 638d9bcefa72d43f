package io.github.serviceconnector.postgresql.sample;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SecretSearch}.
 */
class SecretSearchTests {

	private static final String SECRET = "s3cr+t/ÿ?";

	@Test
	void findWhenSecretIsPlainNamesTheLine() {
		assertThat(new SecretSearch("one\ntwo " + SECRET + " three\nfour").find(SECRET))
			.containsExactly("plain: two <HERE>");
	}

	@Test
	void findWhenSecretIsUrlEncodedFindsIt() {
		assertThat(new SecretSearch("?password=s3cr%2Bt%2F%C3%BF%3F&x").find(SECRET))
			.containsExactly("URL-encoded: ?password=<HERE>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "ab", "abc", "user:", "user:x", "user:xy" })
	void findWhenSecretIsAPartOfWhatIsBase64FindsIt(String before) {
		byte[] bytes = (before + SECRET + "@host").getBytes(StandardCharsets.UTF_8);
		assertThat(new SecretSearch("Basic " + Base64.getEncoder().encodeToString(bytes)).find(SECRET)).isNotEmpty();
		assertThat(new SecretSearch("x." + Base64.getUrlEncoder().encodeToString(bytes)).find(SECRET)).isNotEmpty();
	}

	@Test
	void findWhenSecretIsNotThereFindsNothing() {
		assertThat(new SecretSearch("s3cr+t/").find(SECRET)).isEmpty();
	}

}
