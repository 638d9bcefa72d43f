/**
 * Who enters which database, how and why, decided once from the settings.
 */
@NullMarked
package io.github.serviceconnector.postgresql.decision;

import org.jspecify.annotations.NullMarked;
