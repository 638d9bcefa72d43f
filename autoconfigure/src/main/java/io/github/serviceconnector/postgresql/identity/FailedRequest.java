package io.github.serviceconnector.postgresql.identity;

import java.time.Instant;

/**
 * A request for a token that failed.
 *
 * @param exception what was thrown
 * @param at when
 */
record FailedRequest(TokenException exception, Instant at) {

}
