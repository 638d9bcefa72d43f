/**
 * Applications for tests: in this JVM with variables of their own, and in one of their
 * own.
 */
@NullMarked
package io.github.serviceconnector.postgresql.testing;

import org.jspecify.annotations.NullMarked;
