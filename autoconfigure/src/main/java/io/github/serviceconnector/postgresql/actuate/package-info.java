/**
 * What actuator shows of the connection, and what it must not.
 */
@NullMarked
package io.github.serviceconnector.postgresql.actuate;

import org.jspecify.annotations.NullMarked;
