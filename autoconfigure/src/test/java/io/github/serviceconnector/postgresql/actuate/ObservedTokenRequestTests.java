package io.github.serviceconnector.postgresql.actuate;

import java.util.ArrayList;
import java.util.List;

import io.github.serviceconnector.postgresql.identity.ClockedLease;
import io.github.serviceconnector.postgresql.identity.TokenException;
import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ObservedTokenRequest}.
 */
class ObservedTokenRequestTests {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.shared();

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final List<Observation.Context> observed = new ArrayList<>();

	@BeforeEach
	void record() {
		azure.get().systemAssignedIdentity("aad_app");
		this.registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onStop(Observation.Context context) {
				ObservedTokenRequestTests.this.observed.add(context);
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
	}

	@Test
	void requestThatBringsATokenIsObserved() {
		try (ClockedLease clocked = new ClockedLease(azure.get())) {
			clocked.lease().observe(observer());
			clocked.logIn();
		}
		assertThat(this.observed).singleElement().satisfies((context) -> {
			assertThat(context.getName()).isEqualTo("serviceconnector.postgresql.token.duration");
			assertThat(context.getContextualName()).isEqualTo("token request");
			assertThat(context.getError()).isNull();
			assertThat(context.getAllKeyValues()).containsExactlyInAnyOrder(KeyValue.of("identity", "managed-identity"),
					KeyValue.of("outcome", "success"));
		});
	}

	@Test
	void requestThatFailsIsObservedWithItsError() {
		azure.get().identityEndpoint().respond(500, "{}");
		try (ClockedLease clocked = new ClockedLease(azure.get())) {
			clocked.lease().observe(observer());
			clocked.logIn();
		}
		assertThat(this.observed).singleElement().satisfies((context) -> {
			assertThat(context.getError()).isInstanceOf(TokenException.class);
			assertThat(context.getLowCardinalityKeyValues()).contains(KeyValue.of("outcome", "failure"));
		});
	}

	@Test
	void requestWhenConnectionsShareTheCacheIsObservedOnceAsLongAsOneIsThere() {
		try (ClockedLease one = new ClockedLease(azure.get())) {
			try (ClockedLease two = new ClockedLease(azure.get())) {
				one.lease().observe(observer());
				two.lease().observe(observer());
				assertThat(two.lease().cache()).isSameAs(one.lease().cache());
			}
			one.logIn();
			assertThat(this.observed).hasSize(1);
		}
	}

	@Test
	void requestWhenTheObserversLeaseIsClosedIsNotObserved() {
		try (ClockedLease one = new ClockedLease(azure.get())) {
			try (ClockedLease two = new ClockedLease(azure.get())) {
				two.lease().observe(observer());
			}
			one.logIn();
			assertThat(this.observed).isEmpty();
		}
	}

	private ObservedTokenRequest observer() {
		return new ObservedTokenRequest(this.registry, "managed-identity");
	}

}
