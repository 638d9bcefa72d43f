/**
 * The application whose start is compared.
 */
@NullMarked
package io.github.serviceconnector.postgresql.startup;

import org.jspecify.annotations.NullMarked;
