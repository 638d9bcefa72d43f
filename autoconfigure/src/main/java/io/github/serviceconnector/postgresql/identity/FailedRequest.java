package io.github.serviceconnector.postgresql.identity;

import java.time.Instant;

/**
 * A request for a token that failed.
 *
 * @param exception what was thrown
 * @param at when
 * @param since when the first one in a row failed
 */
record FailedRequest(TokenException exception, Instant at, Instant since) {

}
