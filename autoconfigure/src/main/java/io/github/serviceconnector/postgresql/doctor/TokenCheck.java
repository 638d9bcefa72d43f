package io.github.serviceconnector.postgresql.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

import io.github.serviceconnector.postgresql.decision.Decision;
import io.github.serviceconnector.postgresql.identity.AccessToken;
import io.github.serviceconnector.postgresql.identity.TokenClaims;
import io.github.serviceconnector.postgresql.identity.TokenException;
import io.github.serviceconnector.postgresql.identity.TokenLease;

/**
 * Fetches a token.
 */
final class TokenCheck implements Check {

	private final InstantSource clock;

	TokenCheck(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public String name() {
		return "token";
	}

	@Override
	public Result examine(Examination examination) {
		if (!(examination.decision() instanceof Decision.Passwordless passwordless)) {
			return Result.skipped("a password is used", examination);
		}
		TokenLease lease = examination.leases().apply(passwordless);
		AccessToken token = token(lease);
		TokenClaims claims = TokenClaims.of(token);
		Instant end = token.expiresOn().truncatedTo(ChronoUnit.SECONDS);
		return Result.passed("the token of the " + lease.identity().description() + " names " + claims.subject()
				+ ", is for " + claims.audience() + " and ends at " + end + ", in "
				+ words(Duration.between(this.clock.instant(), end)), examination.with(lease));
	}

	private static AccessToken token(TokenLease lease) {
		try {
			return lease.cache().token();
		}
		catch (TokenException ex) {
			lease.close();
			throw ex;
		}
	}

	private static String words(Duration life) {
		return life.toHours() + " h " + life.toMinutesPart() + " min";
	}

}
