/**
 * A stand-in for Azure on one machine: a real PostgreSQL that lets in only holders of a
 * valid token, and the identity endpoint that issues them.
 */
@NullMarked
package io.github.serviceconnector.postgresql.local;

import org.jspecify.annotations.NullMarked;
