package io.github.serviceconnector.postgresql.identity;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Leaves one voice to azure-identity's default chain: the logger that names the
 * credential that worked. What the others lacked is no error while one works, and stands
 * in the exception when none does.
 */
final class ChainLog {

	private static final String LIBRARY = "com.azure.identity";

	private static final String CHAIN = LIBRARY + ".ChainedTokenCredential";

	private ChainLog() {
	}

	/**
	 * Turns the library's log off, unless somebody gave it a level or wants to see more
	 * than usual.
	 * @param logging the application's logging
	 */
	static void quieten(LoggingSystem logging) {
		LoggerConfiguration library = nearest(logging, LIBRARY);
		if (library == null || library.getEffectiveLevel().compareTo(LogLevel.INFO) < 0
				|| (library.getConfiguredLevel() != null && library.getName().equals(LIBRARY))) {
			return;
		}
		LoggerConfiguration chain = logging.getLoggerConfiguration(CHAIN);
		if (chain == null || chain.getConfiguredLevel() == null) {
			logging.setLogLevel(CHAIN, library.getEffectiveLevel());
		}
		logging.setLogLevel(LIBRARY, LogLevel.OFF);
	}

	// A logger that nobody used yet has no configuration of its own
	private static @Nullable LoggerConfiguration nearest(LoggingSystem logging, String name) {
		LoggerConfiguration configuration = logging.getLoggerConfiguration(name);
		if (configuration != null || name.equals(LoggingSystem.ROOT_LOGGER_NAME)) {
			return configuration;
		}
		int dot = name.lastIndexOf('.');
		return nearest(logging, (dot > 0) ? name.substring(0, dot) : LoggingSystem.ROOT_LOGGER_NAME);
	}

}
