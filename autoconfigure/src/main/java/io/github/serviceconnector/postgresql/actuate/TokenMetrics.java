package io.github.serviceconnector.postgresql.actuate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.diagnostics.LoginReport;
import io.github.serviceconnector.postgresql.identity.TokenCache;
import io.github.serviceconnector.postgresql.identity.TokenLease;
import io.github.serviceconnector.postgresql.identity.TokenStatus.Counts;
import io.github.serviceconnector.postgresql.jdbc.TokenLogin;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Meters of each connection's token and logins. They read what is counted anyway, from
 * the first request on, which is made before there is a registry.
 */
final class TokenMetrics implements MeterBinder, AutoCloseable {

	private static final String PREFIX = "serviceconnector.postgresql.";

	private final Decisions decisions;

	private final ConfigurableListableBeanFactory beanFactory;

	private final List<Runnable> removals = new CopyOnWriteArrayList<>();

	TokenMetrics(Decisions decisions, ConfigurableListableBeanFactory beanFactory) {
		this.decisions = decisions;
		this.beanFactory = beanFactory;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (ConnectionBeans connection : ConnectionBeans.withToken(this.decisions, this.beanFactory)) {
			Tags tags = Tags.of("connection", connection.name());
			bindToken(registry, tags, connection.tokenLease());
			bindLogins(registry, tags, connection);
		}
	}

	/**
	 * Removes the meters: a registry that outlives the context would hold it in memory.
	 */
	@Override
	public void close() {
		this.removals.forEach(Runnable::run);
	}

	private void bindToken(MeterRegistry registry, Tags connection, TokenLease lease) {
		TokenCache cache = lease.cache();
		Tags tags = connection.and("identity", lease.identity().kind());
		String requests = "Requests for a token";
		count(registry, "token.requests", requests, tags.and("outcome", "success"), cache, Counts::fetched);
		count(registry, "token.requests", requests, tags.and("outcome", "unchanged"), cache, Counts::unchanged);
		count(registry, "token.requests", requests, tags.and("outcome", "failure"), cache, Counts::failed);
		count(registry, "token.requests", requests, tags.and("outcome", "timeout"), cache, Counts::lost);
		count(registry, "token.stale", "Logins served with the last token while its refresh failed", tags, cache,
				Counts::servedStale);
		count(registry, "token.rejected", "Tokens that a server refused and that were replaced", tags, cache,
				Counts::rejected);
		removeAtClose(registry,
				TimeGauge.builder(PREFIX + "token.remaining", cache, TimeUnit.MILLISECONDS, TokenMetrics::remaining)
					.description("What is left of the token's life")
					.tags(tags)
					.register(registry));
	}

	private void count(MeterRegistry registry, String name, String description, Tags tags, TokenCache cache,
			ToLongFunction<Counts> count) {
		removeAtClose(registry,
				FunctionCounter.builder(PREFIX + name, cache, (counted) -> count.applyAsLong(counted.status().counts()))
					.description(description)
					.tags(tags)
					.register(registry));
	}

	private static double remaining(TokenCache cache) {
		Duration remaining = cache.status().remaining();
		return (remaining != null) ? remaining.toMillis() : Double.NaN;
	}

	private void bindLogins(MeterRegistry registry, Tags tags, ConnectionBeans connection) {
		count(registry, tags.and("outcome", "success"), connection, LoginReport::successes);
		count(registry, tags.and("outcome", "failure"), connection, LoginReport::failures);
	}

	private void count(MeterRegistry registry, Tags tags, ConnectionBeans connection,
			ToLongFunction<LoginReport> count) {
		// The registry keeps no more than a weak reference to what it counts
		removeAtClose(registry, FunctionCounter.builder(PREFIX + "logins", this, (metrics) -> {
			TokenLogin login = connection.tokenLogin();
			return (login != null) ? count.applyAsLong(login.report()) : 0;
		}).description("Logins to the database with a token").tags(tags).register(registry));
	}

	private void removeAtClose(MeterRegistry registry, Meter meter) {
		this.removals.add(() -> registry.remove(meter));
	}

}
