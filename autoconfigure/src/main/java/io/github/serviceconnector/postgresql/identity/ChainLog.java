package io.github.serviceconnector.postgresql.identity;

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
		LoggerConfiguration library = logging.getLoggerConfiguration(LIBRARY);
		if (library == null || library.getConfiguredLevel() != null
				|| library.getEffectiveLevel().compareTo(LogLevel.INFO) < 0) {
			return;
		}
		LoggerConfiguration chain = logging.getLoggerConfiguration(CHAIN);
		if (chain != null && chain.getConfiguredLevel() == null) {
			logging.setLogLevel(CHAIN, chain.getEffectiveLevel());
		}
		logging.setLogLevel(LIBRARY, LogLevel.OFF);
	}

}
