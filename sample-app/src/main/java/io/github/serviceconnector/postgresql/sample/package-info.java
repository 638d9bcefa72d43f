/**
 * A todo list that shows how it is connected to its database.
 */
@NullMarked
package io.github.serviceconnector.postgresql.sample;

import org.jspecify.annotations.NullMarked;
