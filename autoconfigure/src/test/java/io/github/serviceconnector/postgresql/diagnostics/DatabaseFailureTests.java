package io.github.serviceconnector.postgresql.diagnostics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.binding.JdbcUrl;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.decision.Decision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DatabaseFailure}.
 */
class DatabaseFailureTests {

	private static final Pattern LISTED = Pattern
		.compile("### `([A-Z_]+)`\\n\\n> (?<description>.+)\\n>\\n> (?<action>.+)\\n\\n(?<cause>\\S.+)\\n");

	@Test
	void documentationListsEachFailureOnceInTheirOrder() throws IOException {
		List<String> listed = LISTED.matcher(Files.readString(Path.of("../docs/failures.md")))
			.results()
			.map((MatchResult section) -> section.group(1))
			.toList();
		assertThat(listed).containsExactlyElementsOf(Stream.of(DatabaseFailure.values()).map(Enum::name).toList());
	}

	@ParameterizedTest
	@EnumSource
	void explanationHasEveryPlaceFilledIn(DatabaseFailure failure) {
		Setting setting = new Setting("spring.datasource.url", "jdbc:postgresql://db.example.com/app", "test", 0);
		Decision.Login login = new Decision.Login(JdbcUrl.parse(setting), "aad_app", setting, List.of());
		CauseChain chain = CauseChain.of(new Exception());
		FailureExplanation explanation = failure.explain(login, chain);
		assertThat(explanation.problem() + explanation.action()).doesNotContain("{", "}");
	}

	@Test
	void ofWhenOnlyTheDriverSpeaksOfARoleIsNoAnswerOfTheServer() {
		assertThat(kind(new PSQLException("the principal does not exist", PSQLState.INVALID_PASSWORD))).isNull();
	}

	@Test
	void ofWhenServerRefusesTheRoleForAnotherReasonIsUnknown() {
		assertThat(kind(server("28000", "role \"aad_app\" is not permitted to log in"))).isNull();
	}

	@Test
	void ofWhenRejectionHasACauseIsNoOtherLogin() {
		PSQLException rejected = new PSQLException("rejected", PSQLState.CONNECTION_REJECTED,
				new IllegalStateException());
		assertThat(kind(rejected)).isNull();
	}

	@Test
	void ofWhenNoServerIsOfTheTypeThatTheUrlAsksForIsNoTimeOut() {
		assertThat(kind(new PSQLException("Could not find a server with specified targetServerType: primary",
				PSQLState.CONNECTION_UNABLE_TO_CONNECT)))
			.isNull();
		assertThat(kind(new PSQLException("Connection attempt timed out.", PSQLState.CONNECTION_UNABLE_TO_CONNECT)))
			.isEqualTo(DatabaseFailure.TIMED_OUT);
	}

	private static @Nullable DatabaseFailure kind(PSQLException failure) {
		return DatabaseFailure.of(CauseChain.of(failure));
	}

	private static PSQLException server(String sqlState, String message) {
		return new PSQLException(new ServerErrorMessage("SFATAL\0C" + sqlState + "\0M" + message + "\0"));
	}

}
