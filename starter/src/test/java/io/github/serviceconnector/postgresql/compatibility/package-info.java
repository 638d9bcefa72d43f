/**
 * What people put on a {@code DataSource}, tried with the starter: each in an application
 * of its own that logs in to a real PostgreSQL with a token.
 */
@NullMarked
package io.github.serviceconnector.postgresql.compatibility;

import org.jspecify.annotations.NullMarked;
