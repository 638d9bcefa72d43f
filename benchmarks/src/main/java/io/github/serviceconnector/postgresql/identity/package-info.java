/**
 * Measurements of the token cache, in its own package so that nothing of it has to be
 * public for them.
 */
@NullMarked
package io.github.serviceconnector.postgresql.identity;

import org.jspecify.annotations.NullMarked;
