package io.github.serviceconnector.postgresql.identity;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.ProxyOptions;
import com.azure.core.util.HttpClientOptions;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.CredentialBuilderBase;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import com.microsoft.aad.msal4j.MsalServiceException;
import org.jspecify.annotations.Nullable;

/**
 * The azure-identity library. The only class here that names it, so that it is loaded
 * only for whoever needs it.
 */
final class AzureIdentityTokenSource implements TokenSource {

	private final Identity identity;

	private final TokenCredential credential;

	private final @Nullable OutboundProxy proxy;

	private final String scope;

	private final Duration timeout;

	private final InstantSource clock;

	AzureIdentityTokenSource(Identity identity, TokenCredential credential, @Nullable OutboundProxy proxy, String scope,
			Duration timeout, InstantSource clock) {
		this.identity = identity;
		this.credential = credential;
		this.proxy = proxy;
		this.scope = scope;
		this.timeout = timeout;
		this.clock = clock;
	}

	static TokenSource create(Identity identity, @Nullable OutboundProxy proxy, String scope, Duration timeout,
			InstantSource clock) {
		return new AzureIdentityTokenSource(identity, credential(identity, proxy, timeout), proxy, scope, timeout,
				clock);
	}

	private static TokenCredential credential(Identity identity, @Nullable OutboundProxy proxy, Duration timeout) {
		if (identity instanceof Identity.ManagedIdentity managed) {
			ManagedIdentityCredentialBuilder builder = through(proxy, new ManagedIdentityCredentialBuilder());
			return ((managed.clientId() != null) ? builder.clientId(managed.clientId()) : builder).build();
		}
		if (identity instanceof Identity.ServicePrincipal principal) {
			return through(proxy, new ClientSecretCredentialBuilder()).clientId(principal.clientId())
				.tenantId(principal.tenant().id())
				.authorityHost(principal.tenant().authority().toString())
				.clientSecret(principal.clientSecret())
				.build();
		}
		if (identity instanceof Identity.CertifiedPrincipal principal) {
			ClientCertificateCredentialBuilder builder = through(proxy, new ClientCertificateCredentialBuilder())
				.clientId(principal.clientId())
				.tenantId(principal.tenant().id())
				.authorityHost(principal.tenant().authority().toString());
			String file = principal.certificate().toString();
			return ((principal.password() != null)
					? builder.pfxCertificate(file).clientCertificatePassword(principal.password())
					: builder.pemCertificate(file))
				.build();
		}
		if (identity instanceof Identity.WorkloadIdentity workload) {
			return through(proxy, new WorkloadIdentityCredentialBuilder()).clientId(workload.clientId())
				.tenantId(workload.tenant().id())
				.authorityHost(workload.tenant().authority().toString())
				.tokenFilePath(workload.tokenFile().toString())
				.build();
		}
		if (identity instanceof Identity.DefaultChain chain) {
			DefaultAzureCredentialBuilder builder = through(proxy, new DefaultAzureCredentialBuilder())
				.credentialProcessTimeout(timeout)
				.authorityHost(chain.authority().toString());
			if (chain.clientId() != null) {
				builder.managedIdentityClientId(chain.clientId()).workloadIdentityClientId(chain.clientId());
			}
			return ((chain.tenantId() != null) ? builder.tenantId(chain.tenantId()) : builder).build();
		}
		throw new IllegalArgumentException("No credential is made for the " + identity.description());
	}

	// What azure-core finds by itself leads managed identities through a proxy, too
	private static <T extends CredentialBuilderBase<T>> T through(@Nullable OutboundProxy proxy, T builder) {
		if (proxy == null) {
			return builder;
		}
		ProxyOptions options = new ProxyOptions(ProxyOptions.Type.HTTP,
				InetSocketAddress.createUnresolved(proxy.host(), proxy.port()))
			.setNonProxyHosts(String.join("|", proxy.directHosts()));
		if (proxy.credentials() != null) {
			options.setCredentials(proxy.credentials().username(), proxy.credentials().password());
		}
		return builder.httpClient(HttpClient.createDefault(new HttpClientOptions().setProxyOptions(options)));
	}

	@Override
	public AccessToken fetch() {
		try {
			com.azure.core.credential.AccessToken token = this.credential
				.getToken(new TokenRequestContext().addScopes(this.scope))
				.block(this.timeout);
			if (token == null) {
				throw new IllegalStateException("it gave none");
			}
			return new AccessToken(token.getToken(), token.getExpiresAt().toInstant());
		}
		catch (RuntimeException ex) {
			throw new TokenException(
					"azure-identity could not get a token of the " + this.identity.description() + ": "
							+ ChainReasons.shorten(String.valueOf(ex.getMessage())) + ".",
					action(), ex, retryAfter(ex), isPermanent(ex));
		}
	}

	private String action() {
		String identity = (this.identity instanceof Identity.DefaultChain)
				? "On a developer's machine, sign in (az login, azd auth login or Connect-AzAccount); "
						+ "AZURE_TOKEN_CREDENTIALS=dev leaves out what is found on Azure alone. On Azure, check the "
						+ "identity of the app and 'spring.cloud.azure.credential.*'."
				: "Check the identity of the app and 'spring.cloud.azure.credential.*'.";
		return (isPasswordWithheld() ? "Start the JVM with -Djdk.http.auth.tunneling.disabledSchemes= (nothing after "
				+ "the equals sign), or it gives the proxy no password. " : "") + identity;
	}

	// The JDK's client answers 407 with Basic alone, which the JDK turns off for https
	private boolean isPasswordWithheld() {
		return this.proxy != null && this.proxy.credentials() != null
				&& System.getProperty("jdk.http.auth.tunneling.disabledSchemes", "Basic")
					.toLowerCase(Locale.ROOT)
					.contains("basic");
	}

	private @Nullable Duration retryAfter(Throwable ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			Duration retryAfter = RetryAfter.parse(retryAfterHeader(cause), this.clock.instant());
			if (retryAfter != null) {
				return retryAfter;
			}
		}
		return null;
	}

	private static @Nullable String retryAfterHeader(Throwable ex) {
		if (ex instanceof HttpResponseException http && http.getResponse() != null) {
			return http.getResponse().getHeaderValue(HttpHeaderName.RETRY_AFTER);
		}
		if (ex instanceof MsalServiceException msal && msal.headers() != null) {
			return msal.headers()
				.entrySet()
				.stream()
				.filter((header) -> "Retry-After".equalsIgnoreCase(header.getKey()) && !header.getValue().isEmpty())
				.map((header) -> header.getValue().get(0))
				.findFirst()
				.orElse(null);
		}
		return null;
	}

	// No credential found is no such case: a chain says so, too, when an endpoint is late
	private static boolean isPermanent(Throwable ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (TokenException.PERMANENT_STATUSES.contains(status(cause))) {
				return true;
			}
		}
		return false;
	}

	private static int status(Throwable ex) {
		if (ex instanceof HttpResponseException http && http.getResponse() != null) {
			return http.getResponse().getStatusCode();
		}
		return (ex instanceof MsalServiceException msal && msal.statusCode() != null) ? msal.statusCode() : 0;
	}

}
