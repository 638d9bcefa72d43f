package io.github.serviceconnector.postgresql.identity;

import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the identity endpoint's secret out of the log: the JDK's HTTP client writes all
 * headers of a request at its level {@code FINE}, which root {@code TRACE} turns on.
 */
final class IdentityHeaderFilter implements Filter {

	// Held, since the JDK forgets a logger that nobody holds, and its filter with it
	private static final Logger HTTP = Logger.getLogger("sun.net.www.protocol.http.HttpURLConnection");

	private final @Nullable Filter next;

	private IdentityHeaderFilter(@Nullable Filter next) {
		this.next = next;
	}

	static synchronized void install() {
		if (!(HTTP.getFilter() instanceof IdentityHeaderFilter)) {
			HTTP.setFilter(new IdentityHeaderFilter(HTTP.getFilter()));
		}
	}

	@Override
	public boolean isLoggable(LogRecord record) {
		return !String.valueOf(record.getMessage()).contains(TokenRequest.IDENTITY_HEADER)
				&& (this.next == null || this.next.isLoggable(record));
	}

}
