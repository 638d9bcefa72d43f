/**
 * Benchmarks, each with its question, its rivals and its command.
 */
@NullMarked
package io.github.serviceconnector.postgresql.benchmarks;

import org.jspecify.annotations.NullMarked;
