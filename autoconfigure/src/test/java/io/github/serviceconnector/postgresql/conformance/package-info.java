/**
 * Every client type with every authentication type, each in a process with exactly the
 * variables that Service Connector leaves, and every client type over every pool.
 */
@NullMarked
package io.github.serviceconnector.postgresql.conformance;

import org.jspecify.annotations.NullMarked;
