package io.github.serviceconnector.postgresql.jdbc;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Loads Reactor's types on Boot's background thread. Spring's transaction support wants
 * them wherever they are on the class path, where azure-core brings them.
 */
final class ReactorPreinitializer implements BackgroundPreinitializer {

	@Override
	public void preinitialize() {
		ReactiveAdapterRegistry.getSharedInstance();
	}

}
