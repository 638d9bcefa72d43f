package io.github.serviceconnector.postgresql.identity;

import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Time and chance, as a cache sees them.
 *
 * @param clock the wall clock
 * @param scheduler what runs later or elsewhere
 * @param random numbers between 0 and 1
 */
record Timing(InstantSource clock, Scheduler scheduler, DoubleSupplier random) {

	static Timing of(InstantSource clock) {
		return new Timing(clock, DaemonScheduler.SHARED, () -> ThreadLocalRandom.current().nextDouble());
	}

}
