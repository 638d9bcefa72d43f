package io.github.serviceconnector.postgresql.doctor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DoctorCommand}.
 */
class DoctorCommandTests {

	private static final String DOCTOR = "--serviceconnector.postgresql.doctor";

	@ParameterizedTest
	@ValueSource(strings = { "", "=", "=true", "=yes" })
	void commandWhenOptionIsOnIsThere(String value) {
		assertThat(DoctorCommand.of("--server.port=0", DOCTOR + value)).isEqualTo(new DoctorCommand(false, false));
	}

	@ParameterizedTest
	@ValueSource(strings = { "=false", "=no", "=off", "s" })
	void commandWhenOptionIsOffOrAnotherIsNotThere(String value) {
		assertThat(DoctorCommand.of(DOCTOR + value, "--json")).isNull();
	}

	@Test
	void commandWhenOptionIsNoOptionIsNotThere() {
		assertThat(DoctorCommand.of("serviceconnector.postgresql.doctor", "--json", "--migrate")).isNull();
	}

	@Test
	void commandReadsItsOwnOptions() {
		assertThat(DoctorCommand.of(DOCTOR, "--json", "--migrate=false")).isEqualTo(new DoctorCommand(true, false));
		assertThat(DoctorCommand.of("--migrate", DOCTOR)).isEqualTo(new DoctorCommand(false, true));
	}

}
