/**
 * Where Microsoft Entra tokens come from, and how long they are kept.
 */
@NullMarked
package io.github.serviceconnector.postgresql.identity;

import org.jspecify.annotations.NullMarked;
