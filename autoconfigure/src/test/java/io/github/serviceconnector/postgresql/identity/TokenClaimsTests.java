package io.github.serviceconnector.postgresql.identity;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenClaims}.
 */
class TokenClaimsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{"xms_mirid":"/subscriptions/1/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-app"} | id-app
					{"upn":"a@example.com","preferred_username":"b","unique_name":"c"} | a@example.com
					{"wids":["x","y"],"preferred_username":"b@example.com","unique_name":"c"} | b@example.com
					{"aud":"x","exp":1,"unique_name":"c@example.com"} | c@example.com
					""")
	void roleFollowsMicrosoftsOrder(String payload, String role) {
		assertThat(claims(payload).role()).isEqualTo(role);
		assertThat(claims(payload).subject()).isEqualTo("'" + role + "'");
	}

	@Test
	void roleWhenIdentityIsSystemAssignedIsUnknown() {
		TokenClaims claims = claims(
				"""
						{"xms_mirid":"/subscriptions/1/resourcegroups/g/providers/Microsoft.Web/sites/app","appid":"a1","oid":"o1"}""");
		assertThat(claims.role()).isNull();
		assertThat(claims.subject()).isEqualTo("the application a1 (object o1)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "opaque", "a.b", "a.!.c", "a.bm90IGpzb24.c", "..", "a.W10.c" })
	void ofWhenTokenIsNoJwtKnowsNothing(String token) {
		TokenClaims claims = TokenClaims.of(new AccessToken(token, Instant.EPOCH));
		assertThat(claims.role()).isNull();
		assertThat(claims.subject()).isEqualTo("nobody");
	}

	private static TokenClaims claims(String payload) {
		String encoded = Base64.getUrlEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
		return TokenClaims.of(new AccessToken("e30." + encoded + ".c2ln", Instant.EPOCH));
	}

}
