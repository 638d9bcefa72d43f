/**
 * What an application may use or configure.
 */
@NullMarked
package io.github.serviceconnector.postgresql;

import org.jspecify.annotations.NullMarked;
