/**
 * A stand-in for Azure on one machine: a real PostgreSQL that lets in only holders of a
 * valid token, and the endpoints that issue them.
 */
@NullMarked
package io.github.serviceconnector.postgresql.local;

import org.jspecify.annotations.NullMarked;
