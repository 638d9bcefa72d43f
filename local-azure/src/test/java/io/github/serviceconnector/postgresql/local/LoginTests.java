package io.github.serviceconnector.postgresql.local;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.github.serviceconnector.postgresql.local.RecordedLogin.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Login}, byte by byte.
 */
class LoginTests {

	private static final int VERSION_2 = 2 << 16;

	private static final int VERSION_3 = 3 << 16;

	@RegisterExtension
	private static final LocalAzureExtension AZURE = LocalAzureExtension.create();

	private Socket socket;

	@BeforeEach
	void connect() throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), AZURE.get().database().port());
		this.socket.setSoTimeout(10_000);
	}

	@AfterEach
	void disconnect() throws IOException {
		this.socket.close();
	}

	@Test
	void encryptionWhenGssIsDeclinedGoesOnWithTls() throws Exception {
		send(StartupPacket.GSSENC_REQUEST_CODE, "");
		assertThat(receive(1)).isEqualTo("N");
		send(StartupPacket.SSL_REQUEST_CODE, "");
		assertThat(receive(1)).isEqualTo("S");
		startTls();
		send(VERSION_3, "user\0me\0\0");
		// Authentication request, 8 bytes long, of kind 3: password in clear text
		assertThat(receive(9)).isEqualTo("R\0\0\0\10\0\0\0\3");
		disconnect();
		assertThat(AZURE.get().database().logins()).singleElement().satisfies((login) -> {
			assertThat(login.outcome()).isEqualTo(Outcome.ABANDONED);
			assertThat(login.role()).isEqualTo("me");
			assertThat(login.database()).isEqualTo("me");
			assertThat(login.passwordReceived()).isFalse();
		});
	}

	@Test
	void directTlsWhenApplicationProtocolIsMissingIsClosed() throws Exception {
		startTls();
		send(VERSION_3, "user\0me\0\0");
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> receive(1));
		assertThat(AZURE.get().database().logins()).singleElement()
			.satisfies((login) -> assertThat(login.reason()).contains("without the application protocol"));
	}

	@Test
	void directTlsWhenApplicationProtocolIsGivenGoesOn() throws Exception {
		startTls("postgresql");
		send(VERSION_3, "user\0me\0\0");
		assertThat(receive(9)).isEqualTo("R\0\0\0\10\0\0\0\3");
	}

	@Test
	void loginWhenRecordingsWereClearedMeanwhileIsNotRecorded() throws Exception {
		startTls("postgresql");
		send(VERSION_3, "user\0me\0\0");
		receive(9);
		AZURE.get().reset();
		disconnect();
		assertThat(AZURE.get().database().logins()).isEmpty();
	}

	@Test
	void startupWhenRoleIsMissingIsRefused() throws Exception {
		send(VERSION_3, "\0");
		assertThat(receiveAll()).startsWith("E").contains("C28000\0", "Mno PostgreSQL user name specified");
	}

	@Test
	void startupWhenProtocolIsOldIsRefused() throws Exception {
		send(VERSION_2, "user\0me\0\0");
		assertThat(receiveAll()).startsWith("E").contains("C08P01\0", "Munsupported frontend protocol");
	}

	@Test
	void startupWhenClearTextIsRefusedInThreeFields() throws Exception {
		send(VERSION_3, "user\0me\0database\0mine\0\0");
		assertThat(receiveAll()).contains("SFATAL\0", "VFATAL\0", "C28000\0",
				"Mno pg_hba.conf entry for host \"127.0.0.1\", user \"me\", database \"mine\", no encryption\0");
	}

	@Test
	void garbageIsClosed() throws Exception {
		this.socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		assertThat(receiveAll()).isEmpty();
	}

	private void startTls(String... applicationProtocols) throws Exception {
		SSLSocket tls = (SSLSocket) Databases.trusting(AZURE.get().trustStore())
			.createSocket(this.socket, "localhost", this.socket.getPort(), true);
		SSLParameters parameters = tls.getSSLParameters();
		parameters.setApplicationProtocols(applicationProtocols);
		tls.setSSLParameters(parameters);
		tls.startHandshake();
		this.socket = tls;
	}

	private void send(int code, String content) throws IOException {
		byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
		this.socket.getOutputStream()
			.write(ByteBuffer.allocate(8 + bytes.length).putInt(8 + bytes.length).putInt(code).put(bytes).array());
	}

	private String receive(int length) throws IOException {
		byte[] bytes = new byte[length];
		new DataInputStream(this.socket.getInputStream()).readFully(bytes);
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

	private String receiveAll() throws IOException {
		return new String(this.socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
	}

}
