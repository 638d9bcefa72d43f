package io.github.serviceconnector.postgresql.local;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link StartupPacket}.
 */
class StartupPacketTests {

	@Test
	void packetWhenReadTellsParameters() throws IOException {
		byte[] bytes = packet("user\0me\0database\0mine\0application_name\0\0\0");
		StartupPacket packet = StartupPacket.readFrom(new ByteArrayInputStream(bytes));
		assertThat(packet.majorVersion()).isEqualTo(3);
		assertThat(packet.role()).isEqualTo("me");
		assertThat(packet.database()).isEqualTo("mine");
		assertThat(packet.applicationName()).isEmpty();
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		packet.writeTo(out);
		assertThat(out.toByteArray()).isEqualTo(bytes);
	}

	@Test
	void databaseWhenAbsentIsNamedAsTheRole() throws IOException {
		StartupPacket packet = StartupPacket.readFrom(new ByteArrayInputStream(packet("user\0me\0\0")));
		assertThat(packet.database()).isEqualTo("me");
		assertThat(packet.applicationName()).isNull();
	}

	@Test
	void roleWhenAbsentIsNull() throws IOException {
		StartupPacket packet = StartupPacket.readFrom(new ByteArrayInputStream(packet("\0")));
		assertThat(packet.role()).isNull();
		assertThat(packet.database()).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 7, 10_001, Integer.MAX_VALUE })
	void packetWhenLengthIsInvalidFails(int length) {
		byte[] bytes = ByteBuffer.allocate(8).putInt(length).array();
		assertThatIOException().isThrownBy(() -> StartupPacket.readFrom(new ByteArrayInputStream(bytes)))
			.withMessage("invalid length of startup packet");
	}

	@Test
	void packetWhenCutShortFails() {
		byte[] bytes = ByteBuffer.allocate(8).putInt(20).array();
		assertThatExceptionOfType(EOFException.class)
			.isThrownBy(() -> StartupPacket.readFrom(new ByteArrayInputStream(bytes)));
	}

	private static byte[] packet(String parameters) {
		byte[] content = parameters.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(8 + content.length).putInt(8 + content.length).putInt(3 << 16).put(content).array();
	}

}
