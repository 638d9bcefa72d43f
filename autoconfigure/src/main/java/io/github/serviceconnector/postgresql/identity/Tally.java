package io.github.serviceconnector.postgresql.identity;

import java.util.concurrent.atomic.LongAdder;

/**
 * What a cache counts.
 */
final class Tally {

	final LongAdder fetched = new LongAdder();

	final LongAdder unchanged = new LongAdder();

	final LongAdder failed = new LongAdder();

	final LongAdder lost = new LongAdder();

	final LongAdder rejected = new LongAdder();

	final LongAdder servedStale = new LongAdder();

	TokenStatus.Counts counts() {
		return new TokenStatus.Counts(this.fetched.sum(), this.unchanged.sum(), this.failed.sum(), this.lost.sum(),
				this.rejected.sum(), this.servedStale.sum());
	}

}
