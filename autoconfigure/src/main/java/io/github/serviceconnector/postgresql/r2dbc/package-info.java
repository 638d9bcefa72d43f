/**
 * Logs R2DBC in: connection details for Boot, made from the same decision and the same
 * token cache as those of JDBC, and a login that is tried once more.
 */
@NullMarked
package io.github.serviceconnector.postgresql.r2dbc;

import org.jspecify.annotations.NullMarked;
