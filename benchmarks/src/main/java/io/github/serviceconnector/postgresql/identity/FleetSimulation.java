package io.github.serviceconnector.postgresql.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * Question: what does a fleet of instances that start together do to the identity
 * provider, and does a login fail in a long outage? The caches are the real ones, on a
 * simulated clock. Rival: a refresh at half of the life with a jitter of 10 %. Command:
 * <pre>
 * ./mvnw -q -pl benchmarks -am package -DskipTests
 * java -cp benchmarks/target/benchmarks.jar io.github.serviceconnector.postgresql.identity.FleetSimulation docs/fleet.svg
 * </pre>
 */
public final class FleetSimulation {

	private static final Scenario GENEROUS = new Scenario(10_000, Duration.ofHours(24), Duration.ofDays(6),
			Duration.ofHours(72), Duration.ofHours(84), 200);

	private static final Scenario TIGHT = new Scenario(10_000, Duration.ofHours(24), Duration.ofDays(6),
			Duration.ofHours(72), Duration.ofHours(84), 20);

	private static final Duration LOGIN_INTERVAL = Duration.ofMinutes(15);

	private static final Duration FIRST_LOGIN = Duration.ofSeconds(10);

	private static final Duration START_UP = Duration.ofMinutes(15);

	private static final int SEED = 42;

	private final SimulatedTime time = new SimulatedTime();

	private final Random random = new Random(SEED);

	private final Scenario scenario;

	private final SimulatedProvider provider;

	private int logins;

	private int failedAtStart;

	private int failed;

	private FleetSimulation(Scenario scenario) {
		this.scenario = scenario;
		this.provider = new SimulatedProvider(this.time, scenario);
	}

	/**
	 * Runs the simulation.
	 * @param args the file to write the plot to, if wanted
	 * @throws IOException if it cannot be written
	 */
	public static void main(String[] args) throws IOException {
		Logger logger = Logger.getLogger(TokenCache.class.getName());
		logger.setLevel(Level.OFF);
		FleetSimulation generous = new FleetSimulation(GENEROUS).run();
		generous.report("cache");
		new FleetSimulation(TIGHT).run().report("cache, tight limit");
		int[] rival = rival(GENEROUS);
		print("half of the life ± 10 %", GENEROUS, rival);
		if (args.length > 0) {
			String plot = new FleetPlot(GENEROUS).draw(generous.provider.requests(), rival);
			Files.writeString(Path.of(args[0]), plot);
		}
	}

	private FleetSimulation run() {
		for (int i = 0; i < this.scenario.instances(); i++) {
			TokenCache cache = new TokenCache("handle", "instance", this.provider, Duration.ofSeconds(30),
					RefreshMode.BACKGROUND, new Timing(this.time, this.time, this.random::nextDouble));
			Duration start = Duration.ofMillis(this.random.nextInt(60_000));
			this.time.schedule(cache::prefetch, start);
			this.time.schedule(() -> login(cache), start.plus(FIRST_LOGIN));
		}
		this.time.runUntil(SimulatedTime.START.plus(this.scenario.length()));
		return this;
	}

	private void login(TokenCache cache) {
		this.logins++;
		try {
			cache.token();
		}
		catch (TokenException ex) {
			if (Duration.between(SimulatedTime.START, this.time.instant()).compareTo(START_UP) < 0) {
				this.failedAtStart++;
			}
			else {
				this.failed++;
			}
		}
		double pause = -Math.log(1 - this.random.nextDouble()) * LOGIN_INTERVAL.toMillis();
		this.time.schedule(() -> login(cache), Duration.ofMillis((long) pause));
	}

	private void report(String name) {
		print(name, this.scenario, this.provider.tokens());
		System.out.printf(Locale.ROOT,
				"  limit %d/s: answers 429: %d; peak of requests in the outage: %d/min; logins: %d, failed in the first %d minutes: %d, failed later: %d%n",
				this.scenario.limitPerSecond(), this.provider.refused(),
				max(this.provider.requests(), this.scenario.outageFrom(), this.scenario.outageTo()), this.logins,
				START_UP.toMinutes(), this.failedAtStart, this.failed);
	}

	private static void print(String name, Scenario scenario, int[] tokens) {
		System.out.println(name);
		// By then the slowest instance has refreshed twice
		print("after the second refresh", tokens, scenario.life().plusHours(3), scenario.outageFrom());
		print("after the outage", tokens, scenario.outageTo().plusHours(1), scenario.length());
	}

	private static void print(String name, int[] perMinute, Duration from, Duration to) {
		double mean = Arrays.stream(perMinute, (int) from.toMinutes(), (int) to.toMinutes()).average().orElse(0);
		int peak = max(perMinute, from, to);
		int peakHour = IntStream.range((int) from.toMinutes(), (int) to.toMinutes() - 60)
			.map((minute) -> Arrays.stream(perMinute, minute, minute + 60).sum())
			.max()
			.orElse(0);
		System.out.printf(Locale.ROOT,
				"  %s: mean %.1f/min, peak minute %d (%.2f x; chance alone gives %d), peak hour %.1f/min (%.2f x)%n",
				name, mean, peak, peak / mean, chance(mean, (int) to.minus(from).toMinutes()), peakHour / 60.0,
				peakHour / 60.0 / mean);
	}

	// The peak that requests at independent, evenly spread moments have as often as not
	private static int chance(double mean, int minutes) {
		double probability = Math.exp(-mean);
		double below = 0;
		int count = 0;
		while (Math.pow(below + probability, minutes) < 0.5) {
			below += probability;
			count++;
			probability *= mean / count;
		}
		return count;
	}

	private static int max(int[] perMinute, Duration from, Duration to) {
		return Arrays.stream(perMinute, (int) from.toMinutes(), (int) to.toMinutes()).max().orElse(0);
	}

	private static int[] rival(Scenario scenario) {
		Random random = new Random(SEED);
		int[] tokens = new int[(int) scenario.length().toMinutes()];
		for (int i = 0; i < scenario.instances(); i++) {
			double minute = random.nextDouble();
			while (minute < tokens.length) {
				if (minute >= scenario.outageFrom().toMinutes() && minute < scenario.outageTo().toMinutes()) {
					minute = scenario.outageTo().toMinutes() + random.nextDouble() * Pacing.CEILING.toMinutes();
				}
				tokens[(int) minute]++;
				minute += scenario.life().toMinutes() * 0.5 * (0.9 + 0.2 * random.nextDouble());
			}
		}
		return tokens;
	}

	/**
	 * What happens to the fleet.
	 *
	 * @param instances how many, all started within a minute
	 * @param life how long a token lives
	 * @param length how long the simulation lasts
	 * @param outageFrom start of the outage
	 * @param outageTo end of the outage
	 * @param limitPerSecond requests a second above which the provider answers 429
	 */
	record Scenario(int instances, Duration life, Duration length, Duration outageFrom, Duration outageTo,
			int limitPerSecond) {

	}

}
