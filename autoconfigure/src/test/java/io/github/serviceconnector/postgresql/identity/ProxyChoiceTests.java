package io.github.serviceconnector.postgresql.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.LayeredSettings;
import io.github.serviceconnector.postgresql.identity.OutboundProxy.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ProxyChoice}.
 */
class ProxyChoiceTests {

	private final Map<String, String> settings = new HashMap<>();

	@Test
	void chooseWhenNothingIsSetIsNone() {
		assertThat(ProxyChoice.choose(new LayeredSettings().below(this.settings))).isNull();
	}

	@Test
	void chooseReadsTheProxyOfSpringCloudAzure() {
		springProxy();
		this.settings.put("spring.cloud.azure.proxy.type", "HTTP");
		this.settings.put("spring.cloud.azure.proxy.username", "user");
		this.settings.put("spring.cloud.azure.proxy.password", "s3cret");
		this.settings.put("spring.cloud.azure.proxy.http.non-proxy-hosts", "*.internal|10.*");
		assertThat(choose()).isEqualTo(new OutboundProxy("proxy.example", 3128, new Credentials("user", "s3cret"),
				List.of("localhost", "127.*", "169.254.169.254", "*.internal", "10.*")));
	}

	@Test
	void chooseReadsTheJvmsProperties() {
		this.settings.put("https.proxyHost", "proxy.example");
		this.settings.put("https.proxyPort", "3128");
		this.settings.put("http.nonProxyHosts", "*.internal");
		assertThat(choose().port()).isEqualTo(3128);
		assertThat(choose().directHosts()).contains("*.internal");
	}

	@ParameterizedTest
	@CsvSource({ "http://proxy.example:3128, 3128", "proxy.example:3128, 3128", "http://proxy.example, 80",
			"https://proxy.example/, 443" })
	void chooseReadsTheVariable(String url, int port) {
		this.settings.put("HTTPS_PROXY", url);
		assertThat(choose().host()).isEqualTo("proxy.example");
		assertThat(choose().port()).isEqualTo(port);
		assertThat(choose().credentials()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https_proxy", "HTTP_PROXY", "http_proxy" })
	void chooseReadsTheVariableByItsOtherNames(String name) {
		this.settings.put(name, "http://corp_proxy:3128");
		assertThat(choose().host()).isEqualTo("corp_proxy");
	}

	@Test
	void chooseDecodesTheCredentialsOfTheVariable() {
		this.settings.put("HTTPS_PROXY", "http://us%3Aer:p+%40ss@proxy.example:3128");
		assertThat(choose().credentials()).isEqualTo(new Credentials("us:er", "p+@ss"));
		assertThat(choose()).hasToString("OutboundProxy[host=proxy.example, port=3128, "
				+ "credentials=Credentials[username=us:er], directHosts=[localhost, 127.*, 169.254.169.254]]");
	}

	@Test
	void chooseTakesNamesInNoProxyForAllBelowThem() {
		this.settings.put("HTTPS_PROXY", "http://proxy.example:3128");
		this.settings.put("NO_PROXY", "one.example, .two.example,*.three.example:443 *");
		assertThat(choose().directHosts()).endsWith("one.example", "*.one.example", "two.example", "*.two.example",
				"three.example", "*.three.example", "*");
	}

	@Test
	void chooseLeavesThePlatformsEndpointsDirect() {
		springProxy();
		this.settings.put("IDENTITY_ENDPOINT", "http://10.0.0.7:8081/msi/token");
		this.settings.put("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://imds.example");
		this.settings.put("MSI_ENDPOINT", "not a URL");
		assertThat(choose().directHosts()).endsWith("169.254.169.254", "10.0.0.7", "imds.example");
	}

	@Test
	void choosePrefersTheMoreSpecific() {
		this.settings.put("HTTP_PROXY", "http://any.example");
		this.settings.put("HTTPS_PROXY", "http://environment.example");
		assertThat(choose().host()).isEqualTo("environment.example");
		this.settings.put("https.proxyHost", "jvm.example");
		assertThat(choose().host()).isEqualTo("jvm.example");
		springProxy();
		assertThat(choose().host()).isEqualTo("proxy.example");
	}

	@ParameterizedTest
	@ValueSource(strings = { "socks5://s3cret@proxy.example:1080", "http://", "http://s3cret proxy", "proxy:s3cret",
			"http://proxy.example:70000" })
	void chooseWhenTheVariableIsNoHttpUrlIsRefused(String url) {
		this.settings.put("HTTPS_PROXY", url);
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this::choose)
			.withMessage("'HTTPS_PROXY' from layer 0 is not the URL of an HTTP proxy.")
			.withNoCause();
	}

	@Test
	void chooseWhenTypeIsSocksIsRefused() {
		springProxy();
		this.settings.put("spring.cloud.azure.proxy.type", "socks5");
		assertRefused("'spring.cloud.azure.proxy.type' from layer 0 is a kind of proxy that tokens cannot be asked for "
				+ "through: the JDK's HTTP client passes it by.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "65536", "proxy" })
	void chooseWhenPortIsNoneIsRefused(String port) {
		springProxy();
		this.settings.put("spring.cloud.azure.proxy.port", port);
		assertRefused("'spring.cloud.azure.proxy.port' from layer 0 is not a port.");
	}

	@Test
	void chooseWhenPortIsMissingIsRefused() {
		springProxy();
		this.settings.remove("spring.cloud.azure.proxy.port");
		assertRefused("'spring.cloud.azure.proxy.hostname' from layer 0 is a proxy whose port is not set.");
	}

	@Test
	void chooseWhenPasswordIsMissingIsRefused() {
		springProxy();
		this.settings.put("spring.cloud.azure.proxy.username", "user");
		assertRefused("'spring.cloud.azure.proxy.username' from layer 0 is one half of what the proxy asks for.");
	}

	private void assertRefused(String message) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this::choose).withMessage(message);
	}

	private void springProxy() {
		this.settings.put("spring.cloud.azure.proxy.hostname", "proxy.example");
		this.settings.put("spring.cloud.azure.proxy.port", "3128");
	}

	private OutboundProxy choose() {
		return Objects.requireNonNull(ProxyChoice.choose(new LayeredSettings().below(this.settings)));
	}

}
