package io.github.serviceconnector.postgresql.r2dbc;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The driver's dump of every byte that it sends, tokens included, which it logs at TRACE.
 */
final class WireDump {

	private static final String LOGGER = "io.r2dbc.postgresql.client.ReactorNettyClient";

	private static final Log logger = LogFactory.getLog(WireDump.class);

	private WireDump() {
	}

	static void turnOff(@Nullable LoggingSystem loggingSystem) {
		if (loggingSystem != null && LogFactory.getLog(LOGGER).isTraceEnabled()) {
			loggingSystem.setLogLevel(LOGGER, LogLevel.DEBUG);
			logger.warn("The logger " + LOGGER + " is set to DEBUG: at TRACE it would write every token.");
		}
	}

}
