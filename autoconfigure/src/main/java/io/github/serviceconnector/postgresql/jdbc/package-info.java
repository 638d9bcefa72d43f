/**
 * Boot's JDBC connection details with a token in place of a password, and the driver's
 * side of it.
 */
@NullMarked
package io.github.serviceconnector.postgresql.jdbc;

import org.jspecify.annotations.NullMarked;
