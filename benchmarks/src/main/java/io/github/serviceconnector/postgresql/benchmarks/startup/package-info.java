/**
 * The comparison of whole processes: the same application with a password, with Spring
 * Cloud Azure and with the starter.
 */
@NullMarked
package io.github.serviceconnector.postgresql.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
