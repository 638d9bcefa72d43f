/**
 * The picture of the dashboard, drawn from real data.
 */
@NullMarked
package io.github.serviceconnector.postgresql.benchmarks.dashboard;

import org.jspecify.annotations.NullMarked;
