package io.github.serviceconnector.postgresql.testing;

import java.io.IOException;

/**
 * Work on a connection, which ends with it.
 */
@FunctionalInterface
public interface Transfer {

	/**
	 * Does the work.
	 * @throws IOException when the connection ends
	 */
	void run() throws IOException;

	/**
	 * Does the work on a thread of its own.
	 * @param name the thread's name
	 * @param transfer the work
	 */
	static void start(String name, Transfer transfer) {
		Thread thread = new Thread(() -> {
			try {
				transfer.run();
			}
			catch (IOException ex) {
				// One of both ends has closed
			}
		}, name);
		thread.setDaemon(true);
		thread.start();
	}

}
