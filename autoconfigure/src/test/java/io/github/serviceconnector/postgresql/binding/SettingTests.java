package io.github.serviceconnector.postgresql.binding;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Setting} and {@link Settings}.
 */
class SettingTests {

	@Test
	void toStringLeavesTheValueOut() {
		assertThat(new Setting("spring.datasource.password", "secret", "file:12", 3))
			.hasToString("'spring.datasource.password' from file:12");
	}

	@ParameterizedTest
	@CsvSource({ "true,true", "TRUE,true", "' on ',true", "yes,true", "1,true", "false,false", "off,false", "no,false",
			"0,false" })
	void isTrueWhenSpringsSpelling(String value, boolean expected) {
		assertThat(new Setting("switch", value, "test", 0).isTrue()).isEqualTo(expected);
	}

	@Test
	void isTrueWhenNeitherThrows() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new Setting("switch", "maybe", "test", 0).isTrue())
			.withMessage("'switch' from test is neither 'true' nor 'false'.");
	}

	@Test
	void findWhenTwoNamesTakesTheHigherSourceThenTheFirstName() {
		Settings settings = new LayeredSettings().below(Map.of("old", "high"))
			.below(Map.of("new", "low", "old", "low"));
		assertThat(settings.value("new", "old")).isEqualTo("high");
		Settings same = new LayeredSettings().below(Map.of("new", "1", "old", "2"));
		assertThat(same.value("new", "old")).isEqualTo("1");
	}

}
