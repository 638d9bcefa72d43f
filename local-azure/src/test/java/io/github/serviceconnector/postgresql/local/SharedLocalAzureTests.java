package io.github.serviceconnector.postgresql.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link LocalAzureExtension#shared()}: a run of two classes within this one.
 */
class SharedLocalAzureTests {

	private static final List<LocalAzure> seen = new ArrayList<>();

	@Test
	void sharedWhenTwoClassesTakePartIsOneThatClosesWithTheRun() {
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(DiscoverySelectors.selectClass(One.class), DiscoverySelectors.selectClass(Other.class))
			.build();
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherFactory.create().execute(request, listener);
		assertThat(listener.getSummary().getFailures()).isEmpty();
		assertThat(seen).hasSize(2);
		assertThat(seen.get(0)).isSameAs(seen.get(1));
		assertThatIOException().isThrownBy(() -> connect(seen.get(0)));
	}

	private static void connect(LocalAzure azure) throws IOException {
		new Socket(InetAddress.getLoopbackAddress(), azure.database().port()).close();
	}

	static class One {

		@RegisterExtension
		static LocalAzureExtension azure = LocalAzureExtension.shared();

		@Test
		void takesPart() throws IOException {
			connect(azure.get());
			seen.add(azure.get());
		}

	}

	static class Other {

		@RegisterExtension
		static LocalAzureExtension azure = LocalAzureExtension.shared();

		@Test
		void takesPart() throws IOException {
			assertThat(azure.get().identityEndpoint().requests()).isEmpty();
			connect(azure.get());
			seen.add(azure.get());
		}

	}

}
