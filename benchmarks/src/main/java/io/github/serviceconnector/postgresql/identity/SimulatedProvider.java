package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.time.Instant;

/**
 * An identity provider that is down for a while and answers 429 above a rate limit, and
 * counts what it is asked.
 */
final class SimulatedProvider implements TokenSource {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

	private static final int WINDOW_SECONDS = 10;

	private final SimulatedTime time;

	private final FleetSimulation.Scenario scenario;

	private final int[] requests;

	private final int[] tokens;

	private int refused;

	private long window;

	private int inWindow;

	SimulatedProvider(SimulatedTime time, FleetSimulation.Scenario scenario) {
		this.time = time;
		this.scenario = scenario;
		this.requests = new int[(int) scenario.length().toMinutes()];
		this.tokens = new int[this.requests.length];
	}

	@Override
	public AccessToken fetch() {
		Duration elapsed = Duration.between(SimulatedTime.START, this.time.instant());
		this.requests[(int) elapsed.toMinutes()]++;
		if (elapsed.compareTo(this.scenario.outageFrom()) >= 0 && elapsed.compareTo(this.scenario.outageTo()) < 0) {
			throw new TokenException("Down.", "Wait.", null);
		}
		if (isAboveLimit(elapsed)) {
			this.refused++;
			throw new TokenException("Too many requests.", "Wait.", null, RETRY_AFTER, false);
		}
		this.tokens[(int) elapsed.toMinutes()]++;
		Instant expiresOn = this.time.instant().plus(this.scenario.life());
		return new AccessToken(String.valueOf(expiresOn), expiresOn);
	}

	private boolean isAboveLimit(Duration elapsed) {
		long window = elapsed.toSeconds() / WINDOW_SECONDS;
		this.inWindow = (window == this.window) ? this.inWindow + 1 : 1;
		this.window = window;
		return this.inWindow > this.scenario.limitPerSecond() * WINDOW_SECONDS;
	}

	int[] requests() {
		return this.requests;
	}

	int[] tokens() {
		return this.tokens;
	}

	int refused() {
		return this.refused;
	}

}
