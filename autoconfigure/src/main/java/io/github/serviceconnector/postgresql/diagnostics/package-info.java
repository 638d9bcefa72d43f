/**
 * What a person is told when the start or a login fails.
 */
@NullMarked
package io.github.serviceconnector.postgresql.diagnostics;

import org.jspecify.annotations.NullMarked;
