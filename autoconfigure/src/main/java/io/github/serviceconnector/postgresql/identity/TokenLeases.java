package io.github.serviceconnector.postgresql.identity;

import java.time.Duration;
import java.time.InstantSource;

import com.azure.core.credential.TokenCredential;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Takes a lease for a context: with its own credential bean, else with the identity that
 * the settings chose.
 */
public final class TokenLeases {

	private TokenLeases() {
	}

	/**
	 * Takes a lease. Of the contexts that share a cache, the first one's time-out and
	 * mode count.
	 * @param beanFactory the context's beans
	 * @param chosen the identity that the settings chose
	 * @param proxy the way that the settings chose, {@code null} for none
	 * @param scope the token's scope
	 * @param timeout how long a login waits for a token
	 * @param mode what starts a refresh
	 * @return the lease, to be closed with the context
	 */
	public static TokenLease acquire(ConfigurableListableBeanFactory beanFactory, Identity chosen,
			@Nullable OutboundProxy proxy, String scope, Duration timeout, RefreshMode mode) {
		String beanName = CredentialBeans.find(beanFactory);
		if (beanName != null) {
			return OfBean.acquire(beanFactory, beanName, scope, timeout, mode);
		}
		if (chosen instanceof Identity.DefaultChain) {
			beanFactory.getBeanProvider(LoggingSystem.class).ifAvailable(ChainLog::quieten);
		}
		return TokenCaches.acquire(chosen, proxy, scope, timeout, mode, InstantSource.system());
	}

	// Apart, so that azure-core is loaded only for an application that brings a
	// credential
	private static final class OfBean {

		private OfBean() {
		}

		static TokenLease acquire(ConfigurableListableBeanFactory beanFactory, String beanName, String scope,
				Duration timeout, RefreshMode mode) {
			TokenCredential credential = beanFactory.getBean(beanName, TokenCredential.class);
			Identity identity = new Identity.CredentialBean(beanName);
			return TokenCaches.acquire(identity, credential, scope, timeout, mode, InstantSource.system(),
					() -> new AzureIdentityTokenSource(identity, credential, null, scope, timeout,
							InstantSource.system()));
		}

	}

}
