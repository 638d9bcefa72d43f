package io.github.serviceconnector.postgresql.r2dbc;

import java.time.Duration;
import java.util.Map;

import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.JdbcUrl;
import io.github.serviceconnector.postgresql.binding.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DriverOptions}.
 */
class DriverOptionsTests {

	@Test
	void ofTranslatesWhatHasACounterpart() {
		assertThat(of("ApplicationName=shop&connectTimeout=7&currentSchema=a,b&defaultRowFetchSize=50"
				+ "&options=-c%20lock_timeout%3D1s&preparedStatementCacheQueries=0&tcpKeepAlive=true&tcpNoDelay=false"
				+ "&hostRecheckSeconds=9&loadBalanceHosts=true&sslNegotiation=direct")
			.values())
			.isEqualTo(Map.ofEntries(Map.entry("applicationName", "shop"),
					Map.entry("connectTimeout", Duration.ofSeconds(7)), Map.entry("schema", "a,b"),
					Map.entry("fetchSize", 50), Map.entry("options", Map.of("options", "-c lock_timeout=1s")),
					Map.entry("preparedStatementCacheQueries", 0), Map.entry("tcpKeepAlive", true),
					Map.entry("tcpNoDelay", false), Map.entry("hostRecheckTime", Duration.ofSeconds(9)),
					Map.entry("loadBalanceHosts", true), Map.entry("sslNegotiation", "direct")));
	}

	@ParameterizedTest
	@CsvSource({ "any, any", "primary, primary", "master, primary", "secondary, secondary", "slave, secondary",
			"preferSlave, preferSecondary", "PREFERSECONDARY, preferSecondary" })
	void ofTranslatesTheKindOfServer(String jdbc, String r2dbc) {
		assertThat(of("targetServerType=" + jdbc).values()).isEqualTo(Map.of("targetServerType", r2dbc));
	}

	@Test
	void ofNamesWhatHasNoCounterpartWithoutItsValue() {
		DriverOptions options = of(
				"socketTimeout=5&targetServerType=preferPrimary&sslNegotiation=tunnel&sslpassword=s3cret");
		assertThat(options.ignored()).containsExactly("socketTimeout", "targetServerType", "sslNegotiation",
				"sslpassword");
		assertThat(options.values()).isEmpty();
	}

	@Test
	void ofPassesOverWhatTheLoginAndTlsDecide() {
		DriverOptions options = of("sslmode=require&sslrootcert=a.pem&ssl=true&sslfactory=a&sslfactoryarg=b"
				+ "&sslhostnameverifier=c&requireAuth=password&channelBinding=require&gssEncMode=disable"
				+ "&authenticationPluginClassName=d");
		assertThat(options.values()).isEmpty();
		assertThat(options.ignored()).isEmpty();
	}

	@Test
	void ofWhenNumberIsNoneNamesTheParameterAndTheSetting() {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> of("connectTimeout=soon"))
			.withMessage("'url' from a test gives the parameter 'connectTimeout' a value that is not a number.")
			.satisfies((ex) -> assertThat(ex.getAction())
				.isEqualTo("Write a whole number, or leave 'connectTimeout' out."));
	}

	private static DriverOptions of(String parameters) {
		Setting setting = new Setting("url", "jdbc:postgresql://db.example.com/app?" + parameters, "a test", 0);
		return DriverOptions.of(JdbcUrl.parse(setting), setting);
	}

}
