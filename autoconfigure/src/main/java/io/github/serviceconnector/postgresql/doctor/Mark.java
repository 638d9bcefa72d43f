package io.github.serviceconnector.postgresql.doctor;

/**
 * How a check ended.
 */
enum Mark {

	/** It is well. */
	PASSED('\u2713', '+'),

	/** It is well, and something should be known all the same. */
	NOTED('!', '!'),

	/** It is not well. */
	FAILED('\u2717', 'x'),

	/** There was nothing to look at. */
	SKIPPED('\u2013', '-'),

	/** What it needs had failed. */
	NOT_TRIED('\u2013', '-');

	private final char symbol;

	private final char ascii;

	Mark(char symbol, char ascii) {
		this.symbol = symbol;
		this.ascii = ascii;
	}

	char symbol() {
		return this.symbol;
	}

	char ascii() {
		return this.ascii;
	}

}
