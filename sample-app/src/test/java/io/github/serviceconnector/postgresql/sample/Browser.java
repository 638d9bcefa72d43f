package io.github.serviceconnector.postgresql.sample;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * Opens the browser of this machine, and downloads none.
 */
final class Browser {

	private static final Log logger = LogFactory.getLog(Browser.class);

	// It misses the DevTools of this very version, which the tests do not need
	private static final Logger seleniumLogger = Logger.getLogger("org.openqa.selenium");

	private Browser() {
	}

	/**
	 * Opens Chromium or Chrome without a window, with a fresh profile that the driver
	 * makes and clears. Without one on the {@code PATH}, the test is skipped.
	 * @return the browser
	 */
	static ChromeDriver open() {
		Path browser = require("chromium", "chromium-browser", "google-chrome");
		Path driver = require("chromedriver");
		seleniumLogger.setLevel(Level.SEVERE);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(browser.toFile());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync");
		return new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).usingAnyFreePort().build(),
				options);
	}

	private static Path require(String... names) {
		Optional<Path> found = Stream.of(names).flatMap(Browser::onPath).findFirst();
		if (found.isEmpty()) {
			String message = "The browser test is skipped: the PATH has no " + String.join(", ", names);
			logger.warn(message);
			return Assumptions.abort(message);
		}
		return found.get();
	}

	private static Stream<Path> onPath(String name) {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		return Stream.of(path.split(File.pathSeparator))
			.map((folder) -> Path.of(folder, name))
			.filter(Files::isExecutable);
	}

}
