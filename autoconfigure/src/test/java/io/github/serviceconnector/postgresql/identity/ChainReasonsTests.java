package io.github.serviceconnector.postgresql.identity;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChainReasons}.
 */
class ChainReasonsTests {

	@Test
	void shortenLeavesEachReasonWithoutItsLinks() {
		assertThat(ChainReasons.shorten("""
				EnvironmentCredential authentication unavailable. Environment variables are not fully configured.To \
				mitigate this issue, please refer to https://aka.ms/troubleshoot\r
				IntelliJ authentication not available. Supported on version 3.53 and higher. Please see \
				https://aka.ms/intellij for more information.\r
				AzureCliCredential authentication unavailable. Please run 'az login' to set up account.""")).isEqualTo(
				"EnvironmentCredential authentication unavailable. Environment variables are not fully configured; "
						+ "IntelliJ authentication not available. Supported on version 3.53 and higher; "
						+ "AzureCliCredential authentication unavailable. Please run 'az login' to set up account");
	}

	@Test
	void shortenKeepsALineWithoutLinks() {
		assertThat(ChainReasons.shorten("AADSTS7000215: Invalid client secret provided."))
			.isEqualTo("AADSTS7000215: Invalid client secret provided");
	}

}
