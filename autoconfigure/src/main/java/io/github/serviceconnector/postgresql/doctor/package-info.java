/**
 * The doctor: goes through all that a login needs, and says what to do next.
 */
@NullMarked
package io.github.serviceconnector.postgresql.doctor;

import org.jspecify.annotations.NullMarked;
