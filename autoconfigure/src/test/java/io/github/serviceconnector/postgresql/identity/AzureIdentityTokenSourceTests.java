package io.github.serviceconnector.postgresql.identity;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.InstantSource;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import com.azure.identity.CredentialUnavailableException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What {@link AzureIdentityTokenSource} makes of the library's exceptions.
 */
class AzureIdentityTokenSourceTests {

	@Test
	void refusedRequestIsPermanent() {
		TokenException failure = failure(new ClientAuthenticationException("no", new Response(401, null)));
		assertThat(failure.isPermanent()).isTrue();
		assertThat(failure.getRetryAfter()).isNull();
	}

	@Test
	void retryAfterOfAnInnerExceptionIsTold() {
		TokenException failure = failure(
				new IllegalStateException("outer", new ClientAuthenticationException("no", new Response(429, "7"))));
		assertThat(failure.isPermanent()).isFalse();
		assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void missingCredentialMayCome() {
		TokenException failure = failure(new CredentialUnavailableException("no endpoint yet"));
		assertThat(failure.isPermanent()).isFalse();
		assertThat(failure).hasMessageContaining("default chain").hasMessageContaining("no endpoint yet");
	}

	private static TokenException failure(RuntimeException exception) {
		TokenSource source = new AzureIdentityTokenSource(
				new Identity.DefaultChain(null, null, URI.create("https://login.microsoftonline.com")),
				(request) -> Mono.error(exception), null, "scope", Duration.ofSeconds(10), InstantSource.system());
		return catchThrowableOfType(TokenException.class, source::fetch);
	}

	private static final class Response extends HttpResponse {

		private final int status;

		private final HttpHeaders headers = new HttpHeaders();

		Response(int status, @Nullable String retryAfter) {
			super(null);
			this.status = status;
			if (retryAfter != null) {
				this.headers.set(HttpHeaderName.RETRY_AFTER, retryAfter);
			}
		}

		@Override
		public int getStatusCode() {
			return this.status;
		}

		@Override
		@Deprecated
		public String getHeaderValue(String name) {
			return this.headers.getValue(HttpHeaderName.fromString(name));
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public Flux<ByteBuffer> getBody() {
			return Flux.empty();
		}

		@Override
		public Mono<byte[]> getBodyAsByteArray() {
			return Mono.empty();
		}

		@Override
		public Mono<String> getBodyAsString() {
			return Mono.empty();
		}

		@Override
		public Mono<String> getBodyAsString(Charset charset) {
			return Mono.empty();
		}

	}

}
