/**
 * The way between Spring's environment and the decision: settings are read, stale
 * passwords taken out.
 */
@NullMarked
package io.github.serviceconnector.postgresql.environment;

import org.jspecify.annotations.NullMarked;
