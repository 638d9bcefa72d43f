package io.github.serviceconnector.postgresql.identity;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.KeyVaultReference;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.binding.Settings;
import io.github.serviceconnector.postgresql.identity.OutboundProxy.Credentials;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Chooses the proxy: Spring Cloud Azure's {@code spring.cloud.azure.proxy.*}, else the
 * JVM's <a href=
 * "https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/net/doc-files/net-properties.html">properties</a>,
 * else the variables {@code HTTPS_PROXY} and {@code HTTP_PROXY}. Each of them has its own
 * list of hosts that are reached directly; loopback and the platform's identity endpoints
 * always are.
 */
public final class ProxyChoice {

	private static final String SPRING = "spring.cloud.azure.proxy.";

	private static final List<String> NEVER = List.of("localhost", "127.*", "169.254.169.254");

	private static final List<String> ENDPOINTS = List.of("IDENTITY_ENDPOINT", "MSI_ENDPOINT", "IMDS_ENDPOINT",
			"AZURE_POD_IDENTITY_AUTHORITY_HOST");

	private static final int MAX_PORT = 65535;

	private final Settings settings;

	private ProxyChoice(Settings settings) {
		this.settings = settings;
	}

	/**
	 * Chooses the proxy.
	 * @param settings the settings
	 * @return the proxy, {@code null} where none is set
	 * @throws InvalidSettingException if one is set that cannot be used
	 */
	public static @Nullable OutboundProxy choose(Settings settings) {
		return new ProxyChoice(settings).choose();
	}

	private @Nullable OutboundProxy choose() {
		Setting springHost = this.settings.find(SPRING + "hostname");
		if (springHost != null) {
			return ofSpring(springHost);
		}
		for (String scheme : List.of("https", "http")) {
			Setting jvmHost = this.settings.find(scheme + ".proxyHost");
			if (jvmHost != null) {
				return ofJvm(jvmHost, scheme);
			}
		}
		Setting https = this.settings.find("HTTPS_PROXY", "https_proxy");
		Setting url = (https != null) ? https : this.settings.find("HTTP_PROXY", "http_proxy");
		return (url != null) ? ofUrl(url) : null;
	}

	private OutboundProxy ofSpring(Setting host) {
		Setting type = this.settings.find(SPRING + "type");
		if (type != null && !type.value().trim().equalsIgnoreCase("http")) {
			throw new InvalidSettingException(type,
					"is a kind of proxy that tokens cannot be asked for through: the JDK's HTTP client passes it by",
					"Set it to 'http', or bring a TokenCredential bean that knows the way.");
		}
		Setting port = this.settings.find(SPRING + "port");
		if (port == null) {
			throw new InvalidSettingException(host, "is a proxy whose port is not set",
					"Set '" + SPRING + "port' too.");
		}
		return proxy(host, port(port), credentials(SPRING + "username", SPRING + "password"),
				list(SPRING + "http.non-proxy-hosts"));
	}

	private OutboundProxy ofJvm(Setting host, String scheme) {
		Setting port = this.settings.find(scheme + ".proxyPort");
		int defaultPort = scheme.equals("https") ? 443 : 80;
		return proxy(host, (port != null) ? port(port) : defaultPort,
				credentials(scheme + ".proxyUser", scheme + ".proxyPassword"), list("http.nonProxyHosts"));
	}

	private OutboundProxy ofUrl(Setting setting) {
		String value = setting.value().trim();
		try {
			URL url = new URI(value.contains("://") ? value : "http://" + value).toURL();
			int port = (url.getPort() != -1) ? url.getPort() : url.getDefaultPort();
			if (url.getProtocol().startsWith("http") && !url.getHost().isEmpty() && isPort(port)) {
				return new OutboundProxy(url.getHost(), port, credentials(url.getUserInfo()), direct(noProxy()));
			}
		}
		catch (URISyntaxException | MalformedURLException | IllegalArgumentException ex) {
			// Told below; the exception's text quotes the value
		}
		throw new InvalidSettingException(setting, "is not the URL of an HTTP proxy",
				"Set it to http://<host>:<port>; a user and password stand before the host, percent-encoded: "
						+ "http://<user>:<password>@<host>:<port>.");
	}

	private OutboundProxy proxy(Setting host, int port, @Nullable Credentials credentials, List<String> directHosts) {
		return new OutboundProxy(host.value().trim(), port, credentials, direct(directHosts));
	}

	private static int port(Setting setting) {
		try {
			int port = Integer.parseInt(setting.value().trim());
			if (isPort(port)) {
				return port;
			}
		}
		catch (NumberFormatException ex) {
			// Told below, with the setting's name
		}
		throw new InvalidSettingException(setting, "is not a port", "Set it to a number from 1 to " + MAX_PORT + ".");
	}

	private static boolean isPort(int number) {
		return number > 0 && number <= MAX_PORT;
	}

	private @Nullable Credentials credentials(String username, String password) {
		Setting user = this.settings.find(username);
		Setting secret = this.settings.find(password);
		if (user == null && secret == null) {
			return null;
		}
		if (user == null || secret == null) {
			throw new InvalidSettingException(Objects.requireNonNull((user != null) ? user : secret),
					"is one half of what the proxy asks for",
					"Set '" + ((user != null) ? password : username) + "' too, or remove it.");
		}
		KeyVaultReference.refuse(secret);
		return new Credentials(user.value(), secret.value());
	}

	private static @Nullable Credentials credentials(@Nullable String userInfo) {
		if (userInfo == null) {
			return null;
		}
		String[] parts = userInfo.split(":", 2);
		return new Credentials(decode(parts[0]), (parts.length > 1) ? decode(parts[1]) : "");
	}

	private static String decode(String text) {
		return StringUtils.uriDecode(text, StandardCharsets.UTF_8);
	}

	private List<String> list(String name) {
		String value = this.settings.value(name);
		return (value != null) ? split(value, "[|,]").toList() : List.of();
	}

	// A name in it stands for the host and all below it, whatever the port
	private List<String> noProxy() {
		String value = this.settings.value("NO_PROXY", "no_proxy");
		if (value == null) {
			return List.of();
		}
		return split(value, "[,\\s]").map((host) -> host.replaceFirst(":\\d+$", "").replaceFirst("^\\*?\\.", ""))
			.flatMap((host) -> host.equals("*") ? Stream.of(host) : Stream.of(host, "*." + host))
			.toList();
	}

	private static Stream<String> split(String value, String separator) {
		return Stream.of(value.split(separator, -1)).map(String::trim).filter((host) -> !host.isEmpty());
	}

	private List<String> direct(List<String> hosts) {
		List<String> direct = new ArrayList<>(NEVER);
		for (String name : ENDPOINTS) {
			String endpoint = this.settings.value(name);
			String host = (endpoint != null) ? host(endpoint) : null;
			if (host != null) {
				direct.add(host);
			}
		}
		direct.addAll(hosts);
		return direct;
	}

	private static @Nullable String host(String endpoint) {
		try {
			return new URI(endpoint.trim()).getHost();
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

}
