package io.github.serviceconnector.postgresql.local;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LocalAzureExtension}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalAzureExtensionTests {

	@RegisterExtension
	static LocalAzureExtension azure = LocalAzureExtension.create(LocalAzure.builder().database("extension"));

	@Test
	void getWhenNotStartedSaysWhatIsMissing() {
		assertThatIllegalStateException().isThrownBy(LocalAzureExtension.create()::get)
			.withMessageContaining("@RegisterExtension");
	}

	@Test
	@Order(1)
	void scriptWhenTestEndsIsLeftBehind() {
		azure.get().database().behave(ServerBehavior.ASKS_FOR_MD5);
		azure.get().database().refuse("28000", "scripted");
		String token = Databases.token(azure.get(), azure.get().systemAssignedIdentity("aad_app"));
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> Databases.connect(azure.get(), "aad_app", token));
		assertThat(azure.get().database().logins()).hasSize(1);
	}

	@Test
	@Order(2)
	void scriptWhenNextTestStartsIsGone() throws Exception {
		assertThat(azure.get().database().logins()).isEmpty();
		String token = Databases.token(azure.get(), azure.get().systemAssignedIdentity("aad_app"));
		Databases.connect(azure.get(), "aad_app", token).close();
	}

	@Nested
	class NestedTests {

		@Test
		void azureWhenTestIsNestedIsTheSame() {
			assertThat(azure.get().database().jdbcUrl("localhost")).contains("/extension?");
		}

	}

}
