package io.github.serviceconnector.postgresql.doctor;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.SimpleCommandLinePropertySource;

/**
 * What the command line asks of the doctor. Only the command line can: a property that
 * was left in a file must not keep an application from its work.
 *
 * @param json whether the answer is for a program
 * @param migrate whether the way from a password to an identity is asked for
 */
record DoctorCommand(boolean json, boolean migrate) {

	private static final String DOCTOR = "serviceconnector.postgresql.doctor";

	// As Setting.isTrue, and the empty value of a bare option
	private static final Set<String> ON = Set.of("", "true", "on", "yes", "1");

	static @Nullable DoctorCommand of(String... arguments) {
		SimpleCommandLinePropertySource options = new SimpleCommandLinePropertySource(arguments);
		return isOn(options, DOCTOR) ? new DoctorCommand(isOn(options, "json"), isOn(options, "migrate")) : null;
	}

	private static boolean isOn(SimpleCommandLinePropertySource options, String option) {
		String value = options.getProperty(option);
		return value != null && ON.contains(value);
	}

}
